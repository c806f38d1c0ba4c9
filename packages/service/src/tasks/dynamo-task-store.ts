import {
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  QueryCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { Task } from '@taskyard/contract';
import type { Item } from '../dynamo/attributes.ts';
import { failedCondition } from '../dynamo/failed-condition.ts';
import { isStale, versionCondition } from '../dynamo/version-condition.ts';
import { insertItem } from '../idempotency/insert-item.ts';
import { replayedOutcome } from '../idempotency/replayed-outcome.ts';
import { type Slice, sliceOf } from '../paging/slice.ts';
import { ownerStatus, STATUS_INDEX, TASK_PREFIX, taskItem, taskKey, taskOf } from './task-item.ts';
import type { DeleteOutcome, TaskQuery, TaskStore, UpdateOutcome } from './task-store.ts';
import { taskUpdateExpression } from './task-update-expression.ts';

/** Keeps tasks in a DynamoDB table of the form that `task-item.ts` tells. Each method is one call. */
export function dynamoTaskStore(client: DynamoDBClient, table: string): TaskStore {
  return {
    async insert(task, claim) {
      const owner = task.createdBy;
      const inserted = await insertItem(client, { table, item: taskItem(task), claim, owner });
      return replayedOutcome(inserted, taskOf);
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

async function list(client: DynamoDBClient, table: string, query: TaskQuery): Promise<Slice<Task>> {
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
  return sliceOf(Items.map(taskOf), limit, Items.length > limit || LastEvaluatedKey !== undefined);
}
