import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import { recordedClient } from '../dynamo/recorded-client.fixture.ts';
import { describeWithDynamo, testTable } from '../dynamo/test-table.fixture.ts';
import { dynamoTokenGrants } from './dynamo-token-grants.ts';
import { dynamoTokenStore } from './dynamo-token-store.ts';
import { tokenItem } from './token-items.ts';
import { tokenStoreConformance } from './token-store.conformance.ts';

describeWithDynamo(() => {
  tokenStoreConformance('in DynamoDB', async () => {
    const { client, table } = await testTable();
    return { ...dynamoTokenStore(client, table), ...dynamoTokenGrants(client, table) };
  });
});

const token = {
  id: '01890a5d-ac96-774b-bcce-b302099a8057',
  owner: 'ada',
  hash: 'h',
  name: 'ci',
  scopes: ['tasks/read'],
  createdAt: '2026-11-20T10:00:00.000Z',
  expiresAt: '2026-12-20T10:00:00.000Z',
} as const;

it('keeps both items or none, and both go away by themselves', async () => {
  const { client, calls } = recordedClient({});
  await dynamoTokenStore(client, 'table').insert(token);
  const expiresAt = { N: '1797760800' };
  expect(calls).toMatchObject([
    {
      name: 'TransactWriteItems',
      input: {
        TransactItems: [
          { Put: { Item: { pk: { S: 'ada' }, sk: { S: `token#${token.id}` }, expiresAt } } },
          { Put: { Item: { pk: { S: 'hash#h' }, sk: { S: 'grant' }, expiresAt } } },
        ],
      },
    },
  ]);
});

it('looks a value up with one consistent read', async () => {
  const { client, calls } = recordedClient({});
  expect(await dynamoTokenGrants(client, 'table').find('h')).toBeUndefined();
  expect(calls).toEqual([
    {
      name: 'GetItem',
      input: { TableName: 'table', Key: { pk: { S: 'hash#h' }, sk: { S: 'grant' } }, ConsistentRead: true },
    },
  ]);
});

it('misses a token that somebody revokes at the same time', async () => {
  const cancelled = new TransactionCanceledException({
    message: 'Transaction cancelled',
    $metadata: {},
    CancellationReasons: [{ Code: 'ConditionalCheckFailed' }, { Code: 'None' }],
  });
  const { client } = recordedClient({ Item: tokenItem(token) }, cancelled);
  expect(await dynamoTokenStore(client, 'table').delete('ada', token.id)).toEqual({ outcome: 'missing' });
});
