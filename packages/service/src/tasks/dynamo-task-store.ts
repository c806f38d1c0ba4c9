import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { type Item, numberAttribute } from '../dynamo/attributes.ts';
import { insertClaimed } from './insert-claimed-task.ts';
import { ownerStatus, STATUS_INDEX, TASK_PREFIX, taskItem, taskKey, taskOf } from './task-item.ts';
import type { DeleteOutcome, TaskQuery, TaskSlice, TaskStore, UpdateOutcome } from './task-store.ts';
import { taskUpdateExpression, versionCondition } from './task-update-expression.ts';

/** Keeps tasks in a DynamoDB table of the form that `task-item.ts` tells. Each method is one call. */
export function dynamoTaskStore(client: DynamoDBClient, table: string): TaskStore {
  return {
    async insert(task, claim) {
      if (claim !== undefined) return insertClaimed(client, table, task, claim);
      await client.send(
        new PutItemCommand({
          TableName: table,
          Item: taskItem(task),
          ConditionExpression: 'attribute_not_exists(pk)',
        }),
      );
      return { outcome: 'inserted' };
    },

    async get(owner, id) {
      const { Item } = await client.send(
        new GetItemCommand({ TableName: table, Key: taskKey(owner, id), ConsistentRead: true }),
      );
      return Item === undefined ? undefined : taskOf(Item);
    },

    list: (query) => list(client, table, query),

    async update(update): Promise<UpdateOutcome> {
      try {
        const { Attributes } = await client.send(
          new UpdateItemCommand({
            TableName: table,
            Key: taskKey(update.owner, update.id),
            ...taskUpdateExpression(update),
            ReturnValues: 'ALL_NEW',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        );
        if (Attributes === undefined) throw new Error('UpdateItem gave no attributes back');
        return { outcome: 'updated', task: taskOf(Attributes) };
      } catch (error) {
        const found = failedCondition(error);
        if (found.item === undefined) return { outcome: 'missing' };
        return { outcome: isStale(found.item, update.versions) ? 'stale' : 'two-dues' };
      }
    },

    async delete(owner, id, versions): Promise<DeleteOutcome> {
      const values: Item = {};
      const inVersions = versionCondition(versions, values);
      try {
        await client.send(
          new DeleteItemCommand({
            TableName: table,
            Key: taskKey(owner, id),
            ConditionExpression: ['attribute_exists(pk)', inVersions].filter(Boolean).join(' AND '),
            ...(inVersions === undefined
              ? {}
              : {
                  ExpressionAttributeNames: { '#version': 'version' },
                  ExpressionAttributeValues: values,
                }),
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        );
        return { outcome: 'deleted' };
      } catch (error) {
        return { outcome: failedCondition(error).item === undefined ? 'missing' : 'stale' };
      }
    },
  };
}

async function list(client: DynamoDBClient, table: string, query: TaskQuery): Promise<TaskSlice> {
  const { owner, status, after, limit } = query;
  const partition =
    status === undefined
      ? { name: 'pk', value: owner }
      : { name: 'ownerStatus', value: ownerStatus(owner, status) };
  const { Items = [], LastEvaluatedKey } = await client.send(
    new QueryCommand({
      TableName: table,
      // An index cannot be read consistently; a list by status may lag behind a change for a moment.
      ...(status === undefined ? { ConsistentRead: true } : { IndexName: STATUS_INDEX }),
      KeyConditionExpression: '#partition = :partition AND begins_with(sk, :task)',
      ExpressionAttributeNames: { '#partition': partition.name },
      ExpressionAttributeValues: { ':partition': { S: partition.value }, ':task': { S: TASK_PREFIX } },
      ScanIndexForward: false,
      // One more than asked, to know whether there is a next page without a Query that finds nothing.
      Limit: limit + 1,
      ...(after === undefined
        ? {}
        : {
            ExclusiveStartKey: {
              ...taskKey(owner, after),
              ...(status === undefined ? {} : { ownerStatus: { S: partition.value } }),
            },
          }),
    }),
  );
  const tasks = Items.slice(0, limit).map(taskOf);
  return { tasks, more: Items.length > limit || LastEvaluatedKey !== undefined };
}

/** The item that a condition did not hold for. Rethrows any other failure. */
function failedCondition(error: unknown): { readonly item: Item | undefined } {
  if (error instanceof ConditionalCheckFailedException) return { item: error.Item };
  throw error;
}

function isStale(item: Item, versions: readonly number[] | undefined): boolean {
  return versions !== undefined && !versions.includes(numberAttribute(item, 'version'));
}
