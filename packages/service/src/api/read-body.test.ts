import { describe, expect, it } from 'vitest';
import { ApiProblem } from './api-problem.ts';
import { readBody } from './read-body.ts';

const limits = {
  mediaTypes: ['application/merge-patch+json', 'application/json'],
  maxBytes: 30,
  maxDepth: 3,
};
const plain = (body: string | null) => ({ body, isBase64Encoded: false });
const base64 = (bytes: Uint8Array) => ({
  body: Buffer.from(bytes).toString('base64'),
  isBase64Encoded: true,
});

describe('readBody', () => {
  it.each([
    undefined,
    '',
    'application/json',
    'Application/JSON',
    'application/json; charset=utf-8',
    'application/json;charset="UTF-8"',
    'application/merge-patch+json',
  ])('reads JSON under the content type %j', (type) => {
    expect(readBody(plain('{"a":"ü"}'), type, limits)).toEqual({ a: 'ü' });
    expect(readBody(base64(Buffer.from('{"a":"ü"}')), type, limits)).toEqual({ a: 'ü' });
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/jsonx',
    'application/json; charset=iso-8859-1',
    'multipart/form-data; boundary=x',
  ])('refuses the content type %j', (type) => {
    expect(() => readBody(plain('{}'), type, limits)).toThrow(
      expect.objectContaining({
        kind: 'unsupported-media-type',
        detail: expect.stringContaining('application/json'),
      }),
    );
  });

  it.each<[name: string, event: { body: string | null; isBase64Encoded: boolean }, detail: RegExp]>([
    ['where JSON ends early', plain('{"title":\n "a"'), /position 14 \(line 2, column 5\)/],
    ['where JSON goes wrong', plain('{"title": "a", }'), /position 15 \(line 1, column 16\)/],
    ['that bytes are not UTF-8', base64(Uint8Array.of(0x22, 0xff, 0x22)), /not UTF-8/],
  ])('says %s', (_name, event, detail) => {
    expect(() => readBody(event, undefined, limits)).toThrow(
      expect.objectContaining({ kind: 'invalid-request', detail: expect.stringMatching(detail) }),
    );
  });

  it.each([plain(null), plain(''), plain(' \n'), base64(Buffer.alloc(0))])(
    'says that there is none: %j',
    (event) => {
      expect(() => readBody(event, undefined, limits)).toThrow(ApiProblem);
    },
  );

  it('takes so many bytes of UTF-8 and no more', () => {
    expect(readBody(plain(`"${'ü'.repeat(14)}"`), undefined, limits)).toHaveLength(14);
    for (const make of [plain, (text: string) => base64(Buffer.from(text))]) {
      expect(() => readBody(make(`"${'ü'.repeat(14)}a"`), undefined, limits)).toThrow(
        expect.objectContaining({ kind: 'content-too-large', detail: expect.stringContaining('30 bytes') }),
      );
    }
  });

  it('takes so many levels and no more', () => {
    expect(readBody(plain('{"a":[[1]]}'), undefined, limits)).toEqual({ a: [[1]] });
    expect(() => readBody(plain('{"a":[1,[{}]]}'), undefined, limits)).toThrow(
      expect.objectContaining({
        kind: 'invalid-request',
        errors: [{ pointer: '/a/1/0', detail: 'Nested deeper than 3 levels' }],
      }),
    );
  });
});
