import { expect, it } from 'vitest';
import { recordedClient } from '../dynamo/recorded-client.fixture.ts';
import { describeWithDynamo, testTable } from '../dynamo/test-table.fixture.ts';
import { dynamoNetworkStore } from './dynamo-network-store.ts';
import { networkStoreConformance } from './network-store.conformance.ts';

describeWithDynamo(() => {
  networkStoreConformance('in DynamoDB', async () => {
    const { client, table } = await testTable();
    return dynamoNetworkStore(client, table);
  });
});

it('lists with one Query, never a Scan', async () => {
  const { client, calls } = recordedClient({});
  expect(await dynamoNetworkStore(client, 'table').list({ limit: 10 })).toEqual({ things: [] });
  expect(calls).toMatchObject([{ name: 'Query', input: { Limit: 11, ConsistentRead: true } }]);
});

it('passes failures on that are no failed condition', async () => {
  const failure = Object.assign(new Error('no'), { name: 'AccessDeniedException' });
  const { client } = recordedClient(failure, failure);
  const store = dynamoNetworkStore(client, 'table');
  const lease = { token: 't', until: 1 };
  await expect(store.remove('x', lease)).rejects.toBe(failure);
  await expect(store.lease({ id: 'x', from: ['FAILED'], to: 'CREATING', now: 0, lease })).rejects.toBe(
    failure,
  );
});
