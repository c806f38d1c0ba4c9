import { AwsError } from '../aws/aws-error.ts';
import type { Json } from '../cloudformation/resource-provider.ts';
import type { ManagedPolicyRecord, RoleRecord } from './role-directory.ts';

/**
 * How many characters AWS takes, white space aside.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
const INLINE_LIMIT = 10_240;
const TRUST_LIMIT = 2048;
const MANAGED_LIMIT = 6144;

/** Throws AwsError `LimitExceeded`. */
export function checkRolePolicySizes({ name, trustPolicy, inline }: RoleRecord): void {
  if (sizeOf(trustPolicy) > TRUST_LIMIT) {
    throw new AwsError('LimitExceeded', `Cannot exceed quota for ACLSizePerRole: ${TRUST_LIMIT}`, 409);
  }
  const size = Object.values(inline).reduce<number>((sum, document) => sum + sizeOf(document), 0);
  if (size > INLINE_LIMIT) throw exceeded(INLINE_LIMIT, `role ${name}`);
}

/** Throws AwsError `LimitExceeded`. */
export function checkManagedPolicySize({ name, document }: ManagedPolicyRecord): void {
  if (sizeOf(document) > MANAGED_LIMIT) throw exceeded(MANAGED_LIMIT, `policy ${name}`);
}

function sizeOf(document: Json): number {
  return JSON.stringify(document).length;
}

function exceeded(limit: number, subject: string): AwsError {
  return new AwsError('LimitExceeded', `Maximum policy size of ${limit} bytes exceeded for ${subject}`, 409);
}
