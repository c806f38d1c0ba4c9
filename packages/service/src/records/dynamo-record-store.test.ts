import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { recordedClient } from '../dynamo/recorded-client.fixture.ts';
import { describeWithDynamo, testTable } from '../dynamo/test-table.fixture.ts';
import { dynamoRecordStore } from './dynamo-record-store.ts';
import { recordStoreConformance } from './record-store.conformance.ts';

describeWithDynamo(() => {
  recordStoreConformance('in DynamoDB', async () => {
    const { client, table } = await testTable();
    return (writer) => dynamoRecordStore(client, table, writer);
  });
});

const WRITER = 'd6f1b9c0-0000-4000-8000-00000000000a';
const record = {
  id: '01890a5d-ac96-774b-bcce-b302099a8057',
  size: 3,
  createdAt: '2026-11-20T10:00:00.000Z',
  createdBy: 'ada',
  dataText: '"a"',
};

const cancelled = (...codes: readonly string[]): Error =>
  new TransactionCanceledException({
    message: 'Transaction cancelled',
    $metadata: {},
    CancellationReasons: codes.map((Code) => ({ Code })),
  });

describe('saving', () => {
  it('writes data, summary and counter in one transaction', async () => {
    const { client, calls } = recordedClient({});
    await dynamoRecordStore(client, 'table', WRITER).insert(record);
    expect(calls.map(({ name }) => name)).toEqual(['TransactWriteItems']);
    expect(calls[0]?.input.TransactItems).toMatchObject([
      { Put: { Item: { sk: { S: `data#${record.id}` }, data: { S: '"a"' } } } },
      { Put: { Item: { sk: { S: `record#${record.id}` } } } },
      { Update: { Key: { pk: { S: 'day#2026-11-20#2' }, sk: { S: `${WRITER}#ada` } } } },
    ]);
  });

  it('is tried again when it met another transaction', async () => {
    const { client, calls } = recordedClient(cancelled('None', 'None', 'TransactionConflict'), {});
    expect(await dynamoRecordStore(client, 'table', WRITER).insert(record)).toEqual({ outcome: 'inserted' });
    expect(calls).toHaveLength(2);
  });
});

it('deletes what is there, and passes other failures on', async () => {
  const outcomeAfter = (answer: object | Error) =>
    dynamoRecordStore(recordedClient(answer).client, 'table', WRITER).delete('ada', record.id);
  expect(await outcomeAfter({})).toEqual({ outcome: 'deleted' });
  expect(await outcomeAfter(cancelled('ConditionalCheckFailed', 'None'))).toEqual({ outcome: 'missing' });
  await expect(outcomeAfter(cancelled('TransactionConflict', 'None'))).rejects.toThrow(
    'Transaction cancelled',
  );
});

it('reads a day from all its shards, page by page', async () => {
  const item = (owner: string) => ({ person: { S: owner }, records: { N: '2' }, bytes: { N: '10' } });
  const page = { Items: [item('ada')], LastEvaluatedKey: { pk: { S: 'x' } } };
  const answers = [page, { Items: [item('ben')] }, {}, {}, {}, {}, {}, {}, { Items: [item('ada')] }];
  const { client, calls } = recordedClient(...answers);
  expect(await dynamoRecordStore(client, 'table', WRITER).summarize('2026-11-20')).toEqual({
    day: '2026-11-20',
    records: 6,
    bytes: 30,
    people: 2,
  });
  expect(calls).toHaveLength(9);
  expect(new Set(calls.map(({ name }) => name))).toEqual(new Set(['Query']));
});
