import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import type { Item } from '@taskyard/contract';
import { describe, expect, it } from 'vitest';
import { recordedClient } from '../dynamo/recorded-client.fixture.ts';
import { describeWithDynamo, testTable } from '../dynamo/test-table.fixture.ts';
import { dynamoItemStore } from './dynamo-item-store.ts';
import { itemAttributes, itemKey } from './item-attributes.ts';
import { itemStoreConformance } from './item-store.conformance.ts';

describeWithDynamo(() => {
  itemStoreConformance('in DynamoDB', async () => {
    const { client, table } = await testTable();
    return dynamoItemStore(client, table);
  });
});

const item: Item = {
  id: '01890a5d-ac96-774b-bcce-b302099a8056',
  name: 'a',
  timestamp: '2026-11-20T10:00:00.000Z',
  createdBy: 'ada',
};

describe('the buckets', () => {
  it.each([
    ['0', 'items#0'],
    ['5', 'items#1'],
    ['a', 'items#2'],
    ['f', 'items#3'],
  ])('take an id that ends in %s into %s', (end, bucket) => {
    expect(itemKey(`${item.id.slice(0, -1)}${end}`).pk).toEqual({ S: bucket });
  });

  it('are each asked once for a page, one longer than the page, and never scanned', async () => {
    const { client, calls } = recordedClient({}, {}, { Items: [itemAttributes(item)] }, {});
    const store = dynamoItemStore(client, 'table');
    expect(await store.list({ limit: 10, after: item.id })).toEqual({ things: [item] });
    expect(calls.map(({ name, input }) => [name, input.Limit])).toEqual(
      Array.from({ length: 4 }, () => ['Query', 11]),
    );
    expect(calls[1]?.input).toMatchObject({
      ConsistentRead: true,
      ScanIndexForward: false,
      ExpressionAttributeValues: { ':bucket': { S: 'items#1' } },
      ExclusiveStartKey: { pk: { S: 'items#1' }, sk: { S: `item#${item.id}` } },
    });
  });
});

it.each([
  ['nothing', undefined, 'missing'],
  ["somebody else's item", itemAttributes(item), 'foreign'],
])('deletes nothing where there is %s', async (_name, found, outcome) => {
  const failure = new ConditionalCheckFailedException({
    message: 'The conditional request failed',
    $metadata: {},
    ...(found === undefined ? {} : { Item: found }),
  });
  const { client } = recordedClient(failure);
  expect(await dynamoItemStore(client, 'table').delete(item.id, 'ben')).toEqual({ outcome });
});
