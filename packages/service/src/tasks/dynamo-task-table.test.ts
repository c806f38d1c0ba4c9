import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import { recordedClient } from '../dynamo/recorded-client.fixture.ts';
import { describeWithDynamo, testTable } from '../dynamo/test-table.fixture.ts';
import { dynamoTaskTable } from './dynamo-task-table.ts';
import { testIndexes } from './task-indexes.fixture.ts';
import { taskTableConformance } from './task-table.conformance.ts';

describeWithDynamo(() => {
  taskTableConformance('in DynamoDB', async () => {
    const { client, table } = await testTable(testIndexes);
    return dynamoTaskTable(client, table);
  });
});

const put = { pk: { S: 'p' }, sk: { S: 's' } };
const cancelled = (...codes: readonly string[]): Error =>
  new TransactionCanceledException({
    message: 'Transaction cancelled',
    $metadata: {},
    CancellationReasons: codes.map((Code) => ({ Code })),
  });

it('writes one item without a transaction, several with one', async () => {
  const { client, calls } = recordedClient({}, {}, {});
  const table = dynamoTaskTable(client, 't');
  await table.write([{ put, when: 'absent' }]);
  await table.write([{ remove: { pk: 'p', sk: 's' } }]);
  await table.write([{ put }, { remove: { pk: 'p', sk: 't' } }]);
  expect(calls.map(({ name }) => name)).toEqual(['PutItem', 'DeleteItem', 'TransactWriteItems']);
});

it.each([
  ['a condition', ['None', 'ConditionalCheckFailed'], { outcome: 'refused', at: 1 }],
  ['another transaction', ['TransactionConflict', 'None'], { outcome: 'conflict' }],
])('tells that %s was in the way', async (_name, codes, outcome) => {
  const { client } = recordedClient(cancelled(...codes));
  expect(await dynamoTaskTable(client, 't').write([{ put }, { put }])).toMatchObject(outcome);
});

it.each([cancelled('ThrottlingError', 'None'), new Error('no')])(
  'passes other failures on',
  async (error) => {
    const { client } = recordedClient(error, error, error);
    const table = dynamoTaskTable(client, 't');
    await expect(table.write([{ put }, { put }])).rejects.toBe(error);
    await expect(table.get({ pk: 'p', sk: 's' })).rejects.toBe(error);
    await expect(table.query({ partition: 'p', from: 'a', to: 'b', limit: 1 })).rejects.toBe(error);
  },
);
