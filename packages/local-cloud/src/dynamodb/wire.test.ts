import { crc32 } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DynamoDbFixture, startDynamoDb } from './dynamodb-fixture.ts';

let dynamodb: DynamoDbFixture;
beforeAll(async () => {
  dynamodb = await startDynamoDb();
});
afterAll(() => dynamodb.close());

const API = 'DynamoDB_20120810';
const serialization = (Message: string): unknown => ({
  __type: 'com.amazon.coral.service#SerializationException',
  Message,
});

describe('the wire', () => {
  it('answers with a request id and a checksum', async () => {
    const response = await dynamodb.send(`${API}.ListTables`, '{}');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/x-amz-json-1.0');
    expect(response.headers.get('x-amzn-requestid')).toMatch(/^[A-Z0-9]{52}$/);
    const body = await response.text();
    expect(response.headers.get('x-amz-crc32')).toBe(String(crc32(body)));
    expect(JSON.parse(body)).toEqual({ TableNames: [] });
  });

  it.each<[name: string, target: string, body: string, signed: boolean, expected: unknown]>([
    [
      'an unsigned request',
      `${API}.ListTables`,
      '{}',
      false,
      {
        __type: 'com.amazon.coral.service#MissingAuthenticationTokenException',
        message: 'Request is missing Authentication Token',
      },
    ],
    [
      'an unknown operation',
      `${API}.DropAll`,
      '{}',
      true,
      { __type: 'com.amazon.coral.service#UnknownOperationException' },
    ],
    [
      'an operation of another API',
      'DynamoDB_20111205.ListTables',
      '{}',
      true,
      { __type: 'com.amazon.coral.service#UnknownOperationException' },
    ],
    [
      'an operation that is not emulated',
      `${API}.CreateBackup`,
      '{}',
      true,
      {
        __type: 'com.amazon.coral.service#UnknownOperationException',
        message: 'CreateBackup is not supported by the local cloud',
      },
    ],
    [
      'no JSON',
      `${API}.ListTables`,
      '{',
      true,
      { __type: 'com.amazon.coral.service#SerializationException' },
    ],
    ['a list', `${API}.ListTables`, '[]', true, serialization('Unexpected value type in payload')],
    [
      'a number for a string',
      `${API}.GetItem`,
      '{"TableName":1}',
      true,
      serialization('NUMBER_VALUE cannot be converted to String'),
    ],
    [
      'a fraction for a string',
      `${API}.GetItem`,
      '{"TableName":1.5}',
      true,
      serialization('DECIMAL_VALUE cannot be converted to String'),
    ],
    [
      'a string for an integer',
      `${API}.Scan`,
      '{"Limit":"1"}',
      true,
      serialization('STRING_VALUE cannot be converted to Integer'),
    ],
    ['a string for a map', `${API}.GetItem`, '{"Key":"a"}', true, serialization('Unexpected field type')],
    [
      'a string for an attribute value',
      `${API}.GetItem`,
      '{"Key":{"a":"b"}}',
      true,
      serialization('Unexpected value type in payload'),
    ],
    [
      'bad base64',
      `${API}.GetItem`,
      '{"Key":{"a":{"B":"abc"}}}',
      true,
      serialization('Base64 encoded length is expected a multiple of 4 bytes but found: 3'),
    ],
    [
      'everything missing',
      `${API}.GetItem`,
      '{}',
      true,
      {
        __type: 'com.amazon.coral.validate#ValidationException',
        message:
          "2 validation errors detected: Value null at 'tableName' failed to satisfy constraint: Member " +
          "must not be null; Value null at 'key' failed to satisfy constraint: Member must not be null",
      },
    ],
    [
      'a missing table',
      `${API}.DescribeTable`,
      '{"TableName":"nowhere"}',
      true,
      {
        __type: 'com.amazonaws.dynamodb.v20120810#ResourceNotFoundException',
        message: 'Requested resource not found: Table: nowhere not found',
      },
    ],
  ])('refuses %s', async (_, target, body, signed, expected) => {
    const response = await dynamodb.send(target, body, signed);
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual(expected);
  });
});
