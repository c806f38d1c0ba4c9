import {
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';
import type { Item } from '@taskyard/contract';
import { failedCondition } from '../dynamo/failed-condition.ts';
import { insertItem } from '../idempotency/insert-item.ts';
import { replayedOutcome } from '../idempotency/replayed-outcome.ts';
import { type Slice, type SliceQuery, sliceOf } from '../paging/slice.ts';
import { BUCKETS, ITEM_PREFIX, itemAttributes, itemKey, itemOf, keyIn } from './item-attributes.ts';
import type { ItemStore } from './item-store.ts';

/** Keeps items in a DynamoDB table of the form that `item-attributes.ts` tells. */
export function dynamoItemStore(client: DynamoDBClient, table: string): ItemStore {
  return {
    async insert(item, claim) {
      const insertion = { table, item: itemAttributes(item), claim, owner: item.createdBy };
      return replayedOutcome(await insertItem(client, insertion), itemOf);
    },

    async get(id) {
      const { Item } = await client.send(
        new GetItemCommand({ TableName: table, Key: itemKey(id), ConsistentRead: true }),
      );
      return Item === undefined ? undefined : itemOf(Item);
    },

    async list(part) {
      const buckets = await Promise.all(BUCKETS.map((bucket) => listBucket(client, table, bucket, part)));
      const found = buckets.flatMap(({ items }) => items).sort((a, b) => (a.id < b.id ? 1 : -1));
      return mergedSlice(found, buckets, part.limit);
    },

    async delete(id, maker) {
      try {
        await client.send(
          new DeleteItemCommand({
            TableName: table,
            Key: itemKey(id),
            ConditionExpression: 'createdBy = :maker',
            ExpressionAttributeValues: { ':maker': { S: maker } },
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        );
        return { outcome: 'deleted' };
      } catch (error) {
        return { outcome: failedCondition(error).item === undefined ? 'missing' : 'foreign' };
      }
    },
  };
}

/** The newest items of one bucket below `after`. */
interface BucketPart {
  readonly items: readonly Item[];
  readonly more: boolean;
}

async function listBucket(
  client: DynamoDBClient,
  table: string,
  bucket: string,
  { after, limit }: SliceQuery,
): Promise<BucketPart> {
  const { Items = [], LastEvaluatedKey } = await client.send(
    new QueryCommand({
      TableName: table,
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :bucket AND begins_with(sk, :item)',
      ExpressionAttributeValues: { ':bucket': { S: bucket }, ':item': { S: ITEM_PREFIX } },
      ScanIndexForward: false,
      // All of the page may be in one bucket; one more tells whether there is a next page.
      Limit: limit + 1,
      // The key need not exist, only its place in the order.
      ...(after === undefined ? {} : { ExclusiveStartKey: keyIn(bucket, after) }),
    }),
  );
  return { items: Items.map(itemOf), more: LastEvaluatedKey !== undefined };
}

/** A page of the merged buckets. Items are small: 101 of them never reach the 1 MB at which a Query is cut. */
function mergedSlice(found: readonly Item[], buckets: readonly BucketPart[], limit: number): Slice<Item> {
  return sliceOf(found, limit, found.length > limit || buckets.some(({ more }) => more));
}
