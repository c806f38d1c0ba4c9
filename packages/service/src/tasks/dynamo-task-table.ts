import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactionCanceledException,
  TransactionConflictException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import type { Item } from '../dynamo/attributes.ts';
import type { Condition, TableKey, TaskTable, Write, WriteOutcome } from './task-table.ts';

/** The table in DynamoDB. Each method is one call. */
export function dynamoTaskTable(client: DynamoDBClient, table: string): TaskTable {
  return {
    async get(key, consistency = 'consistent') {
      const { Item } = await client.send(
        new GetItemCommand({
          TableName: table,
          Key: keyItem(key),
          ConsistentRead: consistency === 'consistent',
        }),
      );
      return Item;
    },

    async query({ index, partition, from, to, backwards = false, limit }) {
      const { Items = [], LastEvaluatedKey } = await client.send(
        new QueryCommand({
          TableName: table,
          // An index cannot be read consistently: it may lag behind a change for a moment.
          ...(index === undefined ? { ConsistentRead: true } : { IndexName: index.name }),
          KeyConditionExpression: '#partition = :partition AND #sort BETWEEN :from AND :to',
          ExpressionAttributeNames: {
            '#partition': index?.partitionKey ?? 'pk',
            '#sort': index?.sortKey ?? 'sk',
          },
          ExpressionAttributeValues: {
            ':partition': { S: partition },
            ':from': { S: from },
            ':to': { S: to },
          },
          ScanIndexForward: !backwards,
          Limit: limit,
        }),
      );
      return { items: Items, more: LastEvaluatedKey !== undefined };
    },

    async write(writes) {
      try {
        const [only, ...others] = writes;
        if (only === undefined) return { outcome: 'written' };
        if (others.length === 0 && !('check' in only)) await writeOne(client, table, only);
        else {
          await client.send(
            new TransactWriteItemsCommand({
              TransactItems: writes.map((write) => transactWrite(table, write)),
            }),
          );
        }
        return { outcome: 'written' };
      } catch (error) {
        return outcomeOf(error);
      }
    },
  };
}

async function writeOne(
  client: DynamoDBClient,
  table: string,
  write: Exclude<Write, { check: TableKey }>,
): Promise<void> {
  const condition = {
    ...(write.when === undefined ? {} : expressionOf(write.when)),
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
  };
  await ('put' in write
    ? client.send(new PutItemCommand({ TableName: table, Item: write.put, ...condition }))
    : client.send(new DeleteItemCommand({ TableName: table, Key: keyItem(write.remove), ...condition })));
}

function transactWrite(table: string, write: Write): TransactWriteItem {
  const condition = {
    TableName: table,
    ...(write.when === undefined ? {} : expressionOf(write.when)),
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
  };
  if ('put' in write) return { Put: { Item: write.put, ...condition } };
  if ('remove' in write) return { Delete: { Key: keyItem(write.remove), ...condition } };
  return { ConditionCheck: { Key: keyItem(write.check), ...condition, ...expressionOf(write.when) } };
}

function expressionOf(when: Condition): {
  ConditionExpression: string;
  ExpressionAttributeNames?: Record<string, string>;
  ExpressionAttributeValues?: Item;
} {
  if (when === 'absent') return { ConditionExpression: 'attribute_not_exists(pk)' };
  if (when === 'present') return { ConditionExpression: 'attribute_exists(pk)' };
  if ('version' in when) {
    return {
      ConditionExpression: '#version = :version',
      ExpressionAttributeNames: { '#version': 'version' },
      ExpressionAttributeValues: { ':version': { N: String(when.version) } },
    };
  }
  return {
    ConditionExpression: 'attribute_not_exists(pk) OR expiresAt <= :now',
    ExpressionAttributeValues: { ':now': { N: String(when.freeAt) } },
  };
}

/** What a failed write means. Rethrows what is no answer of the data. */
function outcomeOf(error: unknown): WriteOutcome {
  if (error instanceof ConditionalCheckFailedException)
    return { outcome: 'refused', at: 0, item: error.Item };
  if (error instanceof TransactionConflictException) return { outcome: 'conflict' };
  if (!(error instanceof TransactionCanceledException)) throw error;
  const reasons = error.CancellationReasons ?? [];
  const at = reasons.findIndex(({ Code }) => Code === 'ConditionalCheckFailed');
  if (at >= 0) return { outcome: 'refused', at, item: reasons[at]?.Item };
  if (reasons.some(({ Code }) => Code === 'TransactionConflict')) return { outcome: 'conflict' };
  throw error;
}

function keyItem({ pk, sk }: TableKey): Item {
  return { pk: { S: pk }, sk: { S: sk } };
}
