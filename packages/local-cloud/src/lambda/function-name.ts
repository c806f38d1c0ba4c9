import type { Account } from '../aws/account.ts';
import { AwsError } from '../aws/aws-error.ts';
import { functionArn } from './function-record.ts';

/** Which function, and which version or alias of it, a call is about. */
export interface FunctionReference {
  readonly name: string;
  /** A version, an alias, `$LATEST`, or undefined when none was named. */
  readonly qualifier?: string;
}

const NAME = '[a-zA-Z0-9-_]+';
const QUALIFIER = '\\$LATEST|[a-zA-Z0-9-_]+';
const PATTERN = new RegExp(
  `^(?:arn:aws[a-zA-Z-]*:lambda:([a-z0-9-]+):(\\d{12}):function:|(\\d{12}):function:|function:)?(${NAME})(?::(${QUALIFIER}))?$`,
);

/**
 * Reads a name, a partial ARN or a whole one, each with or without a qualifier.
 * Throws AwsError `ValidationException`, or `ResourceNotFoundException` for another account's or region's.
 */
export function parseFunctionReference(
  account: Account,
  text: string,
  qualifier?: string,
): FunctionReference {
  const [whole, region, arnAccount, partialAccount, name, own] = PATTERN.exec(text) ?? [];
  if (whole === undefined || name === undefined || text.length > 170) {
    throw validationError('functionName', text, `Member must satisfy regular expression pattern: ${PATTERN}`);
  }
  if (qualifier !== undefined && !new RegExp(`^(?:${QUALIFIER})$`).test(qualifier)) {
    throw validationError(
      'qualifier',
      qualifier,
      'Member must satisfy regular expression pattern: (|[a-zA-Z0-9$_-]+)',
    );
  }
  if (qualifier !== undefined && own !== undefined && own !== qualifier) {
    throw new AwsError(
      'InvalidParameterValueException',
      'The derived qualifier from the function name does not match the specified qualifier.',
    );
  }
  const elsewhere =
    (region !== undefined && region !== account.region) ||
    (arnAccount ?? partialAccount ?? account.accountId) !== account.accountId;
  if (elsewhere) throw new AwsError('ResourceNotFoundException', `Function not found: ${text}`, 404);
  const effective = qualifier ?? own;
  return effective === undefined ? { name } : { name, qualifier: effective };
}

/** Lambda's answer for a function, a version or an alias that is not there. */
export function functionNotFound(account: Account, { name, qualifier }: FunctionReference): AwsError {
  return new AwsError(
    'ResourceNotFoundException',
    `Function not found: ${functionArn(account, name, qualifier)}`,
    404,
  );
}

export function validationError(member: string, value: string, constraint: string): AwsError {
  const shown = value.slice(0, 300);
  return new AwsError(
    'ValidationException',
    `1 validation error detected: Value '${shown}' at '${member}' failed to satisfy constraint: ${constraint}`,
  );
}
