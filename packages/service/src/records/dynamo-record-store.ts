import {
  type DynamoDBClient,
  GetItemCommand,
  QueryCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { insertItem } from '../idempotency/insert-item.ts';
import { replayedOutcome } from '../idempotency/replayed-outcome.ts';
import { sliceOf } from '../paging/slice.ts';
import { countRecord, readDay } from './day-counters.ts';
import {
  dataItem,
  dataKey,
  recordOf,
  SUMMARY_PREFIX,
  summaryItem,
  summaryKey,
  summaryOf,
} from './record-items.ts';
import type { RecordStore } from './record-store.ts';

/**
 * Keeps records in a DynamoDB table of the form that `record-items.ts` and `day-counters.ts` tell.
 * `writer` is a UUID of this execution environment.
 */
export function dynamoRecordStore(client: DynamoDBClient, table: string, writer: string): RecordStore {
  return {
    async insert(record, claim) {
      const inserted = await insertItem(client, {
        table,
        item: dataItem(record),
        owner: record.createdBy,
        claim,
        // The receipt needs no data, and so a claim stays small.
        made: summaryItem(record),
        beside: [
          { Put: { TableName: table, Item: summaryItem(record) } },
          countRecord(table, writer, record),
        ],
      });
      return replayedOutcome(inserted, summaryOf);
    },

    async get(owner, id) {
      const { Item } = await client.send(
        new GetItemCommand({ TableName: table, Key: dataKey(owner, id), ConsistentRead: true }),
      );
      return Item === undefined ? undefined : recordOf(Item);
    },

    async list(owner, { after, limit }) {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: table,
          ConsistentRead: true,
          KeyConditionExpression: 'pk = :owner AND begins_with(sk, :record)',
          ExpressionAttributeValues: { ':owner': { S: owner }, ':record': { S: SUMMARY_PREFIX } },
          ScanIndexForward: false,
          // One more than asked, to know whether there is a next page without a Query that finds nothing.
          Limit: limit + 1,
          ...(after === undefined ? {} : { ExclusiveStartKey: summaryKey(owner, after) }),
        }),
      );
      return sliceOf(Items.map(summaryOf), limit);
    },

    async delete(owner, id) {
      const command = new TransactWriteItemsCommand({
        TransactItems: [
          {
            Delete: {
              TableName: table,
              Key: summaryKey(owner, id),
              ConditionExpression: 'attribute_exists(pk)',
            },
          },
          { Delete: { TableName: table, Key: dataKey(owner, id) } },
        ],
      });
      try {
        await client.send(command);
        return { outcome: 'deleted' };
      } catch (error) {
        const [first] =
          error instanceof TransactionCanceledException ? (error.CancellationReasons ?? []) : [];
        if (first?.Code === 'ConditionalCheckFailed') return { outcome: 'missing' };
        throw error;
      }
    },

    summarize: (day) => readDay(client, table, day),
  };
}
