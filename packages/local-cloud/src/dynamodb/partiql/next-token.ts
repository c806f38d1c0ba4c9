import { createHash } from 'node:crypto';
import { attributeMap } from '../attribute-shape.ts';
import { validateItem } from '../attribute-validation.ts';
import type { AttributeValue, Item } from '../attribute-value.ts';
import { validationError } from '../validation-error.ts';

/** Where a SELECT goes on. */
export interface Continuation {
  /** Which of the plan's partitions is read. */
  readonly partition: number;
  /** The key of the last item that was looked at; undefined where the partition is not begun. */
  readonly key: Item | undefined;
}

/** What a token belongs to: it is of no use with another statement or other parameters. */
export function tokenScope(statement: string, parameters: readonly AttributeValue[]): string {
  return createHash('sha256')
    .update(JSON.stringify([statement, parameters]))
    .digest('base64url');
}

export function encodeToken(scope: string, { partition, key }: Continuation): string {
  return Buffer.from(JSON.stringify([scope, partition, key ?? null])).toString('base64');
}

/**
 * The continuation that a token holds. It comes from the caller, so that all of it is checked as a request
 * is. Throws AwsError ValidationException.
 */
export function decodeToken(scope: string, token: string): Continuation {
  let content: unknown;
  try {
    content = JSON.parse(Buffer.from(token, 'base64').toString());
  } catch {
    throw validationError('Invalid NextToken');
  }
  if (!Array.isArray(content) || content.length !== 3) throw validationError('Invalid NextToken');
  const [itsScope, partition, key]: unknown[] = content;
  if (itsScope !== scope) throw validationError('NextToken does not match request');
  if (typeof partition !== 'number') throw validationError('Invalid NextToken');
  if (key === null) return { partition, key: undefined };
  const item = attributeMap.read(key);
  validateItem(item);
  return { partition, key: item };
}
