import { AwsError } from '../aws/aws-error.ts';
import type { Condition } from './expressions/condition.ts';
import { evaluateCondition } from './expressions/evaluate-condition.ts';
import type { ReturnOnFailure } from './item-shapes.ts';
import type { StoredItem } from './stored-item.ts';

/** Whether the item (or its absence) meets the condition; no condition is always met. */
export function meets(condition: Condition | undefined, stored: StoredItem | undefined): boolean {
  return condition === undefined || evaluateCondition(condition, stored?.item ?? {});
}

/** Throws AwsError ConditionalCheckFailedException, with the item when the request asked for it. */
export function assertCondition(
  condition: Condition | undefined,
  stored: StoredItem | undefined,
  onFailure: ReturnOnFailure | undefined,
): void {
  if (meets(condition, stored)) return;
  throw new AwsError(
    'ConditionalCheckFailedException',
    'The conditional request failed',
    400,
    onFailure === 'ALL_OLD' && stored !== undefined ? { Item: stored.item } : {},
  );
}
