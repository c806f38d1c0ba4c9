import { AwsError } from '../aws/aws-error.ts';
import type { Item } from './attribute-value.ts';

export const MAX_TRANSACTION_ITEMS = 100;
export const MAX_TRANSACTION_SIZE: number = 4 * 1024 * 1024;

/** Why an action of a transaction stood in its way; code `None` when it did not. */
export interface CancellationReason {
  readonly Code: 'None' | 'ConditionalCheckFailed' | 'DuplicateItem' | 'ResourceNotFound' | 'ValidationError';
  readonly Message?: string;
  readonly Item?: Item;
}

export const NO_REASON: CancellationReason = { Code: 'None' };

/** The error of a transaction of which at least one action failed; one reason an action, in their order. */
export function cancelled(reasons: readonly CancellationReason[]): AwsError {
  return new AwsError(
    'TransactionCanceledException',
    'Transaction cancelled, please refer cancellation reasons for specific reasons ' +
      `[${reasons.map(({ Code }) => Code).join(', ')}]`,
    400,
    { CancellationReasons: reasons },
  );
}

/** The reason that an error of one action is, or the error again when it is none. */
export function reasonOf(error: unknown): CancellationReason {
  if (!(error instanceof AwsError)) throw error;
  if (error.code === 'ValidationException') return { Code: 'ValidationError', Message: error.message };
  if (error.code !== 'ConditionalCheckFailedException') throw error;
  const { Item: item } = error.members;
  return {
    Code: 'ConditionalCheckFailed',
    Message: error.message,
    // Only the condition's own check puts an item there.
    ...(item !== undefined && { Item: item as Item }),
  };
}
