import {
  type AttributeValue,
  type DynamoDBClient,
  QueryCommand,
  type TransactWriteItem,
} from '@aws-sdk/client-dynamodb';
import { numberAttribute, textAttribute } from '../dynamo/attributes.ts';
import type { DaySummary, StoredRecord } from './record-store.ts';

/** A day's counters are spread over so many partitions, since each takes about 500 transactions a second. */
const SHARDS = 8;

/** How long counters stay, in seconds: a summary can be made again for a year and a bit. */
const KEPT_SECONDS = 400 * 24 * 60 * 60;

/**
 * The write that counts a record, in the transaction that keeps it. `writer` is the id of this execution
 * environment: an environment serves one request at a time, so no two transactions ever meet at a counter.
 * A counter has `pk` `day#<day>#<shard>` and `sk` `<writer>#<sub>`.
 */
export function countRecord(table: string, writer: string, record: StoredRecord): TransactWriteItem {
  const shard = Number.parseInt(writer.slice(-1), 16) % SHARDS;
  const expiresAt = Math.floor(Date.parse(record.createdAt) / 1000) + KEPT_SECONDS;
  return {
    Update: {
      TableName: table,
      Key: {
        pk: { S: partition(record.createdAt.slice(0, 10), shard) },
        sk: { S: `${writer}#${record.createdBy}` },
      },
      UpdateExpression: 'ADD records :one, bytes :size SET expiresAt = :expiresAt, person = :person',
      ExpressionAttributeValues: {
        ':one': { N: '1' },
        ':size': { N: String(record.size) },
        ':expiresAt': { N: String(expiresAt) },
        ':person': { S: record.createdBy },
      },
    },
  };
}

/** What the counters of a day tell, read page by page. */
export async function readDay(client: DynamoDBClient, table: string, day: string): Promise<DaySummary> {
  const people = new Set<string>();
  let records = 0;
  let bytes = 0;
  for (let shard = 0; shard < SHARDS; shard += 1) {
    let start: Record<string, AttributeValue> | undefined;
    do {
      const { Items = [], LastEvaluatedKey } = await client.send(
        new QueryCommand({
          TableName: table,
          ConsistentRead: true,
          KeyConditionExpression: 'pk = :day',
          ExpressionAttributeValues: { ':day': { S: partition(day, shard) } },
          ...(start === undefined ? {} : { ExclusiveStartKey: start }),
        }),
      );
      for (const item of Items) {
        people.add(textAttribute(item, 'person'));
        records += numberAttribute(item, 'records');
        bytes += numberAttribute(item, 'bytes');
      }
      start = LastEvaluatedKey;
    } while (start !== undefined);
  }
  return { day, records, bytes, people: people.size };
}

function partition(day: string, shard: number): string {
  return `day#${day}#${shard}`;
}
