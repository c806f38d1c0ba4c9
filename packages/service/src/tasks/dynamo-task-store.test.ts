import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import type { Task } from '@taskyard/contract';
import { describe, expect, it } from 'vitest';
import type { Item } from '../dynamo/attributes.ts';
import { describeWithDynamo, testTable } from '../dynamo/test-table.fixture.ts';
import { dynamoTaskStore } from './dynamo-task-store.ts';
import { taskItem } from './task-item.ts';
import { taskStoreConformance } from './task-store.conformance.ts';

describeWithDynamo(() => {
  taskStoreConformance('in DynamoDB', async () => {
    const byStatus = {
      name: 'by-status',
      kind: 'global',
      partitionKey: 'ownerStatus',
      sortKey: 'sk',
    } as const;
    const { client, table } = await testTable([byStatus]);
    return dynamoTaskStore(client, table);
  });
});

const task: Task = {
  id: '01890a5d-ac96-774b-bcce-b302099a8057',
  title: 'a',
  status: 'PENDING',
  priority: 'NORMAL',
  labels: ['x'],
  version: 3,
  createdAt: '2026-11-20T10:00:00.000Z',
  updatedAt: '2026-11-20T10:00:00.000Z',
  createdBy: 'ada',
};
const claim = { key: 'createTask#k', fingerprint: 'f', madeAt: 1, expiresAt: 2 };
const update = { owner: 'ada', id: task.id, change: { title: 'b' }, at: '2026-11-20T11:00:00.000Z' };

/** A store whose calls get these answers in turn, and the calls: the operation's name and its input. */
function storeAnswering(...answers: readonly (object | Error)[]) {
  const calls: { name: string; input: object }[] = [];
  const left = [...answers];
  const send = async (command: { readonly input: object }): Promise<object> => {
    calls.push({ name: command.constructor.name.replace('Command', ''), input: command.input });
    const answer = left.shift() ?? new Error('There is no answer left');
    if (answer instanceof Error) throw answer;
    return answer;
  };
  // The store only ever calls send.
  return { store: dynamoTaskStore({ send } as unknown as DynamoDBClient, 'table'), calls };
}

const failedCondition = (item?: Item): Error =>
  new ConditionalCheckFailedException({
    message: 'The conditional request failed',
    $metadata: {},
    ...(item === undefined ? {} : { Item: item }),
  });

const cancelled = (...reasons: readonly { Code: string; Item?: Item }[]): Error =>
  new TransactionCanceledException({
    message: 'Transaction cancelled',
    $metadata: {},
    CancellationReasons: [...reasons],
  });

describe('each method is one call', () => {
  it('to get: a consistent read of one key', async () => {
    const { store, calls } = storeAnswering({ Item: taskItem(task) });
    expect(await store.get('ada', task.id)).toEqual(task);
    expect(calls).toEqual([
      {
        name: 'GetItem',
        input: {
          TableName: 'table',
          Key: { pk: { S: 'ada' }, sk: { S: `task#${task.id}` } },
          ConsistentRead: true,
        },
      },
    ]);
  });

  it('to list: a Query of one partition, one longer than the page, backwards', async () => {
    const { store, calls } = storeAnswering({ Items: [taskItem(task), taskItem(task)] });
    expect(await store.list({ owner: 'ada', limit: 1 })).toEqual({ things: [task], next: task.id });
    expect(calls).toEqual([
      {
        name: 'Query',
        input: {
          TableName: 'table',
          ConsistentRead: true,
          KeyConditionExpression: '#partition = :partition AND begins_with(sk, :task)',
          ExpressionAttributeNames: { '#partition': 'pk' },
          ExpressionAttributeValues: { ':partition': { S: 'ada' }, ':task': { S: 'task#' } },
          ScanIndexForward: false,
          Limit: 2,
        },
      },
    ]);
  });

  it('to list by status: a Query of the index, from the key of the last task on', async () => {
    const { store, calls } = storeAnswering({ Items: [] });
    expect(await store.list({ owner: 'ada', status: 'PENDING', after: task.id, limit: 25 })).toEqual({
      things: [],
    });
    expect(calls).toMatchObject([
      {
        name: 'Query',
        input: {
          IndexName: 'by-status',
          ExpressionAttributeNames: { '#partition': 'ownerStatus' },
          ExpressionAttributeValues: { ':partition': { S: 'ada#PENDING' } },
          ExclusiveStartKey: {
            pk: { S: 'ada' },
            sk: { S: `task#${task.id}` },
            ownerStatus: { S: 'ada#PENDING' },
          },
          Limit: 26,
        },
      },
    ]);
    expect(calls[0]?.input).not.toHaveProperty('ConsistentRead');
  });

  it('to list large tasks: a page that DynamoDB cut at 1 MB goes on', async () => {
    const { store } = storeAnswering({ Items: [taskItem(task)], LastEvaluatedKey: { pk: { S: 'ada' } } });
    expect(await store.list({ owner: 'ada', limit: 25 })).toEqual({ things: [task], next: task.id });
  });

  it.each<[name: string, act: (store: ReturnType<typeof dynamoTaskStore>) => Promise<unknown>, call: string]>(
    [
      ['insert', (store) => store.insert(task), 'PutItem'],
      ['insert with a claim', (store) => store.insert(task, claim), 'TransactWriteItems'],
      ['update', (store) => store.update(update), 'UpdateItem'],
      ['delete', (store) => store.delete('ada', task.id, [3]), 'DeleteItem'],
    ],
  )('to %s: a conditional write', async (_name, act, call) => {
    const { store, calls } = storeAnswering({ Attributes: taskItem(task) });
    await act(store);
    expect(calls.map(({ name }) => name)).toEqual([call]);
    expect(JSON.stringify(calls)).toContain('"ConditionExpression":"attribute_');
  });
});

describe('a condition that does not hold', () => {
  it.each<[name: string, item: Item | undefined, versions: readonly number[] | undefined, outcome: string]>([
    ['no item', undefined, undefined, 'missing'],
    ['no item, though a version is asked for', undefined, [3], 'missing'],
    ['an item of another version', taskItem(task), [2], 'stale'],
    ['an item of the right version', taskItem(task), [3], 'two-dues'],
    ['an item, and any version would do', taskItem(task), undefined, 'two-dues'],
  ])('over %s, when a change finds it', async (_name, item, versions, outcome) => {
    const { store } = storeAnswering(failedCondition(item));
    expect(await store.update({ ...update, versions })).toEqual({ outcome });
  });

  it.each([
    ['no item', undefined, 'missing'],
    ['an item', taskItem(task), 'stale'],
  ])('over %s, when a deletion finds it', async (_name, item, outcome) => {
    const { store } = storeAnswering(failedCondition(item));
    expect(await store.delete('ada', task.id, [2])).toEqual({ outcome });
  });
});

describe('a cancelled transaction', () => {
  const stored = (fingerprint: string): Item => ({
    fingerprint: { S: fingerprint },
    made: { M: taskItem(task) },
  });

  it.each([
    ['the same body', 'f', { outcome: 'replayed', made: task }],
    ['another body', 'g', { outcome: 'key-reused' }],
  ])('over a claim of %s', async (_name, fingerprint, outcome) => {
    const { store } = storeAnswering(
      cancelled({ Code: 'ConditionalCheckFailed', Item: stored(fingerprint) }, { Code: 'None' }),
    );
    expect(await store.insert(task, claim)).toEqual(outcome);
  });

  it('over another transaction is tried again', async () => {
    const conflict = cancelled({ Code: 'TransactionConflict' }, { Code: 'None' });
    const { store, calls } = storeAnswering(conflict, {});
    expect(await store.insert(task, claim)).toEqual({ outcome: 'inserted' });
    expect(calls).toHaveLength(2);
  });

  it('over transactions that do not end is given up', async () => {
    const conflict = cancelled({ Code: 'TransactionConflict' }, { Code: 'None' });
    const { store } = storeAnswering(conflict, conflict, conflict, conflict);
    expect(await store.insert(task, claim)).toEqual({ outcome: 'busy' });
  });

  it('over anything else is an error', async () => {
    const { store } = storeAnswering(cancelled({ Code: 'None' }, { Code: 'ConditionalCheckFailed' }));
    await expect(store.insert(task, claim)).rejects.toThrow('Transaction cancelled');
  });
});

it.each(['get', 'delete', 'update', 'list', 'insert'] as const)(
  '%s passes other errors on',
  async (method) => {
    const failure = Object.assign(new Error('no'), { name: 'AccessDeniedException' });
    const { store } = storeAnswering(failure);
    const calls = {
      get: () => store.get('ada', task.id),
      delete: () => store.delete('ada', task.id),
      update: () => store.update(update),
      list: () => store.list({ owner: 'ada', limit: 1 }),
      insert: () => store.insert(task),
    };
    await expect(calls[method]()).rejects.toBe(failure);
  },
);
