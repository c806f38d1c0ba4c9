import { DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { administratorClient } from '../support/administrator.ts';
import { type Answer, type Call, call } from '../support/call-api.ts';
import { readOutputs } from '../support/outputs.ts';
import { newPerson, type Person } from '../support/person.ts';

/** The data-processing API: a signed-in person posts {user_id, data} and hears that it was saved. */

const outputs = readOutputs(inject('outputsFile'));
const dataDirectory = inject('dataDirectory');
let ada: Person;
let ben: Person;
let adaSub: string;

const asAda = (request: Call): Promise<Answer> => call(outputs, { token: ada.accessToken, ...request });
const asBen = (request: Call): Promise<Answer> => call(outputs, { token: ben.accessToken, ...request });

interface Receipt {
  readonly id: string;
  readonly message: string;
  readonly size: number;
}

/** The `sub` that a token names. */
function subOf({ accessToken }: Person): string {
  const [, payload = ''] = accessToken.split('.');
  return JSON.parse(Buffer.from(payload, 'base64url').toString()).sub;
}

beforeAll(async () => {
  [ada, ben] = await Promise.all([newPerson(outputs, 'ada'), newPerson(outputs, 'ben')]);
  adaSub = subOf(ada);
});

async function saved(body: unknown): Promise<Receipt> {
  const answer = await asAda({ method: 'POST', path: 'records', body });
  expect(answer).toMatchObject({ status: 201, json: { message: 'Data saved successfully' } });
  return answer.json as Receipt;
}

describe('saving', () => {
  it("takes the caller's own user_id, and data without one", async () => {
    const first = await saved({ user_id: adaSub, data: { temperature: 21.5, tags: ['a'] } });
    const second = await saved({ data: 'only text' });
    expect((await asAda({ path: `records/${first.id}` })).json).toMatchObject({
      data: { temperature: 21.5, tags: ['a'] },
      createdBy: adaSub,
    });
    const { items } = (await asAda({ path: 'records' })).json as { items: Receipt[] };
    expect(items.map(({ id }) => id).slice(0, 2)).toEqual([second.id, first.id]);
  });

  it("refuses anybody else's user_id", async () => {
    const answer = await asBen({ method: 'POST', path: 'records', body: { user_id: adaSub, data: 1 } });
    expect(answer).toMatchObject({ status: 403, json: { errors: [{ pointer: '/user_id' }] } });
    expect((await asBen({ path: 'records' })).json).toEqual({ items: [] });
  });

  it.each(['1.0', '12345678901234567890.10', '{"n":1e3}'])('keeps %s to the letter', async (data) => {
    const { id } = await saved(`{"user_id":"${adaSub}","data":${data}}`);
    expect((await asAda({ path: `records/${id}` })).text).toContain(`"data":${data}}`);
  });

  it('takes 256 KB and no more', async () => {
    const { id, size } = await saved({ data: 'x'.repeat(256 * 1024 - 2) });
    expect(size).toBe(256 * 1024);
    expect((await asAda({ path: `records/${id}` })).text.length).toBeGreaterThan(size);
    const larger = await asAda({
      method: 'POST',
      path: 'records',
      body: { data: 'x'.repeat(256 * 1024 - 1) },
    });
    expect(larger).toMatchObject({ status: 413, json: { errors: [{ pointer: '/data' }] } });
  });

  it.each<[name: string, body: unknown, status: number]>([
    ['a malformed body', '{"user_id": "x", "data": ', 400],
    ['no data', {}, 400],
    ['an empty body', '', 400],
  ])('answers %s with a problem, not a failure', async (_name, body, status) => {
    const answer = await asAda({ method: 'POST', path: 'records', body });
    expect(answer).toMatchObject({ status, json: { status } });
  });

  it('of many at once by one person keeps them all', async () => {
    const cai = await newPerson(outputs, 'cai');
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, data) =>
        call(outputs, { method: 'POST', path: 'records', token: cai.accessToken, body: { data } }),
      ),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    const { items } = (await call(outputs, { path: 'records?pageSize=100', token: cai.accessToken }))
      .json as { items: Receipt[] };
    expect(items).toHaveLength(20);
  });
});

it.skipIf(dataDirectory === '')('the data appears in DynamoDB', async () => {
  const { id } = await saved({ data: { seen: 'in the table' } });
  const dynamodb = new DynamoDBClient(await administratorClient(dataDirectory));
  const { Items } = await dynamodb.send(
    new QueryCommand({
      TableName: outputs.RecordsTableName,
      KeyConditionExpression: 'pk = :owner AND sk = :record',
      ExpressionAttributeValues: { ':owner': { S: adaSub }, ':record': { S: `data#${id}` } },
    }),
  );
  expect(Items).toMatchObject([{ data: { S: '{"seen":"in the table"}' } }]);
});

it.skipIf(dataDirectory === '')('the summary of a day appears in S3', async () => {
  await saved({ data: 'counted' });
  const options = await administratorClient(dataDirectory);
  const day = new Date().toISOString().slice(0, 10);
  const { FunctionError, Payload } = await new LambdaClient(options).send(
    new InvokeCommand({
      FunctionName: outputs.RecordSummaryFunctionName,
      Payload: JSON.stringify({ day }),
    }),
  );
  expect(FunctionError, Payload?.transformToString()).toBeUndefined();
  const { Body, ContentType } = await new S3Client({ ...options, forcePathStyle: true }).send(
    new GetObjectCommand({ Bucket: outputs.RecordSummariesBucketName, Key: `records/${day}.json` }),
  );
  expect(ContentType).toBe('application/json');
  const summary = JSON.parse((await Body?.transformToString()) ?? '');
  expect(summary).toEqual(JSON.parse(Payload?.transformToString() ?? ''));
  expect(summary).toMatchObject({ day, records: expect.any(Number), bytes: expect.any(Number) });
  expect(summary.records).toBeGreaterThan(0);
  expect(summary.people).toBeGreaterThan(0);
});

it("is one's own to read and to delete", async () => {
  const { id } = await saved({ data: 1 });
  for (const method of ['GET', 'DELETE']) {
    expect(await asBen({ method, path: `records/${id}` })).toMatchObject({ status: 404 });
  }
  expect(await asAda({ method: 'DELETE', path: `records/${id}` })).toMatchObject({ status: 204 });
  expect(await asAda({ path: `records/${id}` })).toMatchObject({ status: 404 });
});

it.each<[name: string, token: (person: Person) => string | undefined]>([
  ['no token', () => undefined],
  ['the ID token', ({ idToken }) => idToken],
  ['a broken token', ({ accessToken }) => `${accessToken}x`],
])('%s answers 401', async (_name, token) => {
  const proof = token(ada);
  const answer = await call(outputs, {
    method: 'POST',
    path: 'records',
    body: { data: 1 },
    ...(proof === undefined ? {} : { token: proof }),
  });
  expect(answer).toMatchObject({ status: 401, json: { message: 'Unauthorized' } });
});
