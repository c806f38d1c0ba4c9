import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import type { Item } from './attributes.ts';

/** The item that a condition did not hold for. Rethrows any other failure. */
export function failedCondition(error: unknown): { readonly item: Item | undefined } {
  if (error instanceof ConditionalCheckFailedException) return { item: error.Item };
  throw error;
}
