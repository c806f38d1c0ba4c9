import { describe, expect, it } from 'vitest';
import { functionAnswer } from './function-answer.ts';

const JSON_TYPE = { 'content-type': 'application/json' };
const TEXT_TYPE = { 'content-type': 'text/plain; charset=utf-8' };

describe('an answer in format 2.0', () => {
  it.each<[name: string, payload: string, status: number, headers: object, body: string]>([
    ['a text', '"Hello"', 200, JSON_TYPE, 'Hello'],
    ['an object without statusCode', '{ "a": 1 }', 200, JSON_TYPE, '{ "a": 1 }'],
    ['a list', '[1,2]', 200, JSON_TYPE, '[1,2]'],
    ['a number', '7', 200, JSON_TYPE, '7'],
    ['null', 'null', 200, JSON_TYPE, 'null'],
    ['what is not JSON', '{"name": "Jo', 200, JSON_TYPE, '{"name": "Jo'],
    ['headers without statusCode', '{"headers":{"a":"b"}}', 200, JSON_TYPE, '{"headers":{"a":"b"}}'],
    ['a statusCode alone', '{"statusCode":204}', 204, TEXT_TYPE, ''],
    ['a statusCode as text', '{"statusCode":"201","body":"x"}', 201, TEXT_TYPE, 'x'],
    [
      'headers of every simple kind',
      '{"statusCode":200,"headers":{"Content-Type":"a/b","X-N":1,"x-t":true}}',
      200,
      { 'content-type': 'a/b', 'x-n': '1', 'x-t': 'true' },
      '',
    ],
    [
      'cookies',
      '{"statusCode":200,"cookies":["a=1; Path=/","b=2"]}',
      200,
      { ...TEXT_TYPE, 'set-cookie': ['a=1; Path=/', 'b=2'] },
      '',
    ],
    [
      'headers of the connection',
      '{"statusCode":200,"headers":{"Connection":"close","Content-Length":"9","apigw-requestid":"x"}}',
      200,
      TEXT_TYPE,
      '',
    ],
    [
      'multiValueHeaders, which it does not know',
      '{"statusCode":200,"multiValueHeaders":{"a":["b"]}}',
      200,
      TEXT_TYPE,
      '',
    ],
    ['a body as base64', '{"statusCode":200,"body":"aGk=","isBase64Encoded":true}', 200, TEXT_TYPE, 'hi'],
    ['a number for a body', '{"statusCode":200,"body":5}', 200, TEXT_TYPE, '5'],
    ['a null body', '{"statusCode":200,"body":null,"headers":null}', 200, TEXT_TYPE, ''],
  ])('is read from %s', (_name, payload, status, headers, body) => {
    const read = functionAnswer(payload, '2.0');
    if ('malformed' in read) throw new Error(read.malformed);
    expect({ ...read.answer, headers: { ...read.answer.headers }, body: String(read.answer.body) }).toEqual({
      status,
      headers,
      body,
    });
  });

  it.each([
    ['a word for statusCode', '{"statusCode":"fine"}', /statusCode/],
    ['no status at all', '{"statusCode":null}', /statusCode/],
    ['an interim status', '{"statusCode":101}', /statusCode/],
    ['an object for a body', '{"statusCode":200,"body":{"a":1}}', /JSON\.stringify/],
    ['a list for headers', '{"statusCode":200,"headers":[]}', /headers is not an object/],
    ['a list for a header', '{"statusCode":200,"headers":{"a":["b"]}}', /neither a string/],
    ['a line break in a header', '{"statusCode":200,"headers":{"a":"b\\r\\nc: d"}}', /control character/],
    ['a space in a name', '{"statusCode":200,"headers":{"a b":"c"}}', /not a header name/],
    ['a text for cookies', '{"statusCode":200,"cookies":"a=1"}', /cookies is not a list/],
    ['a line break in a cookie', '{"statusCode":200,"cookies":["a\\nb"]}', /control character/],
    ['a word for isBase64Encoded', '{"statusCode":200,"isBase64Encoded":"yes"}', /isBase64Encoded/],
  ])('is none with %s', (_name, payload, sentence) => {
    expect(functionAnswer(payload, '2.0')).toEqual({ malformed: expect.stringMatching(sentence) });
  });
});

describe('an answer in format 1.0', () => {
  it.each(['"Hello"', '{"a":1}', 'null', '[]', 'nothing', '{"body":"x"}'])('is not %s', (payload) => {
    expect(functionAnswer(payload, '1.0')).toEqual({ malformed: expect.stringMatching(/statusCode/) });
  });

  it('joins both kinds of headers and knows no cookies', () => {
    const payload = JSON.stringify({
      statusCode: 200,
      headers: { 'X-A': 'solo' },
      multiValueHeaders: { 'x-a': ['multi'], 'Set-Cookie': ['a=1', 'b=2'] },
      cookies: 'ignored',
    });
    expect(functionAnswer(payload, '1.0')).toMatchObject({
      answer: { headers: { 'x-a': ['multi', 'solo'], 'set-cookie': ['a=1', 'b=2'] } },
    });
  });

  it('is none with a header list that is no list', () => {
    const payload = '{"statusCode":200,"multiValueHeaders":{"a":"b"}}';
    expect(functionAnswer(payload, '1.0')).toEqual({ malformed: expect.stringMatching(/not a list/) });
  });
});
