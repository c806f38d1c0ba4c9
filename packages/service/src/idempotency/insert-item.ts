import { setTimeout as delay } from 'node:timers/promises';
import {
  type DynamoDBClient,
  PutItemCommand,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { type Item, textAttribute } from '../dynamo/attributes.ts';
import type { IdempotencyClaim } from './idempotency-claim.ts';
import type { InsertOutcome } from './insert-outcome.ts';

/** A new item of a module's table, with all that has to be written with it. */
export interface Insertion {
  readonly table: string;
  readonly item: Item;
  readonly claim: IdempotencyClaim | undefined;
  /** Whose claim it is: the partition that keeps it. */
  readonly owner: string;
  /** What the claim remembers for a replay; the whole item when absent. */
  readonly made?: Item;
  /** Writes that are done with it or not at all. */
  readonly beside?: readonly TransactWriteItem[];
}

/** How often, and after how many milliseconds, a transaction that met another is tried again. */
const RETRIES: readonly number[] = [20, 60, 180];

const NEW = 'attribute_not_exists(pk)';

/**
 * Keeps an item and the claim of its Idempotency-Key, both or neither. The claim (`pk` the owner,
 * `sk` `idempotency#<key>`) remembers what was made and is removed through the table's TTL; until DynamoDB
 * gets to that, the condition treats an expired claim as gone.
 */
export async function insertItem(client: DynamoDBClient, insertion: Insertion): Promise<InsertOutcome<Item>> {
  const { table, item, claim, beside = [] } = insertion;
  if (claim === undefined && beside.length === 0) {
    await client.send(new PutItemCommand({ TableName: table, Item: item, ConditionExpression: NEW }));
    return { outcome: 'inserted' };
  }
  const command = new TransactWriteItemsCommand({
    TransactItems: [
      ...(claim === undefined ? [] : [claimWrite(insertion, claim)]),
      { Put: { TableName: table, Item: item, ConditionExpression: NEW } },
      ...beside,
    ],
  });
  for (let attempt = 0; ; attempt += 1) {
    try {
      await client.send(command);
      return { outcome: 'inserted' };
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      const reasons = error.CancellationReasons ?? [];
      const first = reasons[0];
      const earlier = first?.Code === 'ConditionalCheckFailed' ? first.Item : undefined;
      if (claim !== undefined && earlier !== undefined) return replay(earlier, claim);
      if (!reasons.some(({ Code }) => Code === 'TransactionConflict')) throw error;
      const pause = RETRIES[attempt];
      if (pause === undefined) return { outcome: 'busy' };
      await delay(pause);
    }
  }
}

function claimWrite(
  { table, owner, item, made = item }: Insertion,
  claim: IdempotencyClaim,
): TransactWriteItem {
  return {
    Put: {
      TableName: table,
      Item: {
        pk: { S: owner },
        sk: { S: `idempotency#${claim.key}` },
        fingerprint: { S: claim.fingerprint },
        made: { M: made },
        expiresAt: { N: String(claim.expiresAt) },
      },
      ConditionExpression: `${NEW} OR expiresAt <= :now`,
      ExpressionAttributeValues: { ':now': { N: String(claim.madeAt) } },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    },
  };
}

function replay(earlier: Item, claim: IdempotencyClaim): InsertOutcome<Item> {
  if (textAttribute(earlier, 'fingerprint') !== claim.fingerprint) return { outcome: 'key-reused' };
  return { outcome: 'replayed', made: earlier.made?.M ?? {} };
}
