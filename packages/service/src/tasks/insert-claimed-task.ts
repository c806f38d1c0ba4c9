import { setTimeout as delay } from 'node:timers/promises';
import {
  type DynamoDBClient,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import type { Task } from '@taskyard/contract';
import { type Item, textAttribute } from '../dynamo/attributes.ts';
import type { IdempotencyClaim } from '../idempotency/idempotency-claim.ts';
import { taskItem, taskOf } from './task-item.ts';
import type { InsertOutcome } from './task-store.ts';

/** How often, and after how many milliseconds, a transaction that met another is tried again. */
const RETRIES: readonly number[] = [20, 60, 180];

/**
 * Keeps a task and the claim of its Idempotency-Key, both or neither. The claim (`pk` the owner,
 * `sk` `idempotency#<key>`) holds the task as it was made and is removed through the table's TTL; until DynamoDB
 * gets to that, the condition treats an expired claim as gone.
 */
export async function insertClaimed(
  client: DynamoDBClient,
  table: string,
  task: Task,
  claim: IdempotencyClaim,
): Promise<InsertOutcome> {
  const item = taskItem(task);
  const command = new TransactWriteItemsCommand({
    TransactItems: [
      {
        Put: {
          TableName: table,
          Item: {
            pk: { S: task.createdBy },
            sk: { S: `idempotency#${claim.key}` },
            fingerprint: { S: claim.fingerprint },
            made: { M: item },
            expiresAt: { N: String(claim.expiresAt) },
          },
          ConditionExpression: 'attribute_not_exists(pk) OR expiresAt <= :now',
          ExpressionAttributeValues: { ':now': { N: String(claim.madeAt) } },
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        },
      },
      { Put: { TableName: table, Item: item, ConditionExpression: 'attribute_not_exists(pk)' } },
    ],
  });
  for (let attempt = 0; ; attempt += 1) {
    try {
      await client.send(command);
      return { outcome: 'inserted' };
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      const reasons = error.CancellationReasons ?? [];
      const earlier = reasons[0]?.Code === 'ConditionalCheckFailed' ? reasons[0].Item : undefined;
      if (earlier !== undefined) return replay(earlier, claim);
      if (!reasons.some(({ Code }) => Code === 'TransactionConflict')) throw error;
      const pause = RETRIES[attempt];
      if (pause === undefined) return { outcome: 'busy' };
      await delay(pause);
    }
  }
}

function replay(earlier: Item, claim: IdempotencyClaim): InsertOutcome {
  if (textAttribute(earlier, 'fingerprint') !== claim.fingerprint) return { outcome: 'key-reused' };
  return { outcome: 'replayed', task: taskOf(earlier.made?.M ?? {}) };
}
