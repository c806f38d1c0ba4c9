import { afterEach, beforeEach, expect, it } from 'vitest';
import { type LambdaUnderTest, lambdaUnderTest } from '../../../test/lambda-under-test.ts';
import type { JsonObject } from '../../cloudformation/resource-provider.ts';
import { type StreamedTable, streamedTable } from './streamed-table.ts';

let lambda: LambdaUnderTest;
let table: StreamedTable;

beforeEach(async () => {
  lambda = await lambdaUnderTest();
  table = await streamedTable(lambda);
});
afterEach(async () => {
  table.close();
  await lambda.close();
});

const put = (...ids: string[]): Promise<void> => table.put(...ids);

/** A function that logs the ids of each batch, and fails on a batch that holds `bad`. */
async function follow(properties: JsonObject = {}, fail = 'throw new Error("bad batch");'): Promise<void> {
  await lambda.deploy('follower', {
    'index.mjs': `export const handler = async ({ Records }) => {
  const ids = Records.map(({ dynamodb }) => dynamodb.Keys.id.S);
  process.stdout.write("batch " + ids.join(",") + " of " + Records[0].eventSourceARN.split("/")[1] + "\\n");
  if (ids.includes("bad")) { ${fail} }
};`,
  });
  await lambda.create('AWS::Lambda::EventSourceMapping', {
    FunctionName: 'follower',
    EventSourceArn: table.stream,
    StartingPosition: 'TRIM_HORIZON',
    ...properties,
  });
}

const batches = async (): Promise<string[]> => {
  const messages = await lambda.messages('/aws/lambda/follower').catch(() => []);
  return messages.filter((text) => text.startsWith('batch')).map((text) => text.split(' ')[1] ?? '');
};
const until = (expected: string[]): Promise<void> =>
  expect.poll(async () => (await batches()).join(' '), { timeout: 10_000 }).toBe(expected.join(' '));

it('delivers records in order, from the oldest on', async () => {
  await put('a', 'b');
  await follow({ BatchSize: 10 });
  await until(['a,b']);
  await put('c');
  await until(['a,b', 'c']);
});

it('delivers what comes after the mapping was made', async () => {
  await put('a');
  await follow({ StartingPosition: 'LATEST' });
  await put('b');
  await until(['b']);
});

it('delivers only what the filters want', async () => {
  await put('a', 'keep', 'b');
  const pattern = JSON.stringify({ dynamodb: { Keys: { id: { S: ['keep'] } } } });
  await follow({ FilterCriteria: { Filters: [{ Pattern: pattern }] } });
  await until(['keep']);
});

it('tries a batch again, then goes on', async () => {
  await put('bad');
  await follow({ MaximumRetryAttempts: 1, BatchSize: 1 });
  await put('good');
  await until(['bad', 'bad', 'good']);
  expect(lambda.journal.map(({ text }) => text)).toContainEqual(
    expect.stringMatching(/^1 records from \d+ on were given up: they failed 2 times\.$/),
  );
});

it('halves a batch that fails', async () => {
  await put('a', 'b', 'bad', 'c');
  await follow({ MaximumRetryAttempts: 0, BisectBatchOnFunctionError: true });
  await until(['a,b,bad,c', 'a,b', 'bad,c', 'bad', 'c']);
});

it('goes on at the first record that the function says has failed', async () => {
  await put('a', 'bad', 'b');
  await follow(
    { FunctionResponseTypes: ['ReportBatchItemFailures'], MaximumRetryAttempts: 0 },
    'return { batchItemFailures: [{ itemIdentifier: Records[ids.indexOf("bad")].dynamodb.SequenceNumber }] };',
  );
  await until(['a,bad,b']);
  await put('c');
  await until(['a,bad,b', 'c']);
});

it('is refused to a function whose role may not read the stream', async () => {
  lambda.deniedToRole.add('dynamodb:GetRecords');
  await expect(follow()).rejects.toThrow(
    `Cannot access stream ${table.stream}. Please ensure the role can perform`,
  );
});
