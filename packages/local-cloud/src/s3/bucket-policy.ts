import type { Account } from '../aws/account.ts';
import { AwsError } from '../aws/aws-error.ts';
import { type CompiledPolicy, compilePolicy } from '../iam/policy/compiled-policy.ts';
import { explainMalformedPolicy } from '../iam/policy/malformed-policy.ts';
import { isPublicPolicy, narrowingBy } from '../iam/policy/public-policy.ts';
import { bucketArn } from './bucket-record.ts';
import { s3Error } from './s3-errors.ts';

const LONGEST = 20 * 1024;

/**
 * The policy of that bucket, compiled. Throws AwsError `MalformedPolicy` for one that S3 does not take.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html
 */
export function compileBucketPolicy(account: Account, bucket: string, policy: string): CompiledPolicy {
  if (Buffer.byteLength(policy) > LONGEST) {
    throw s3Error('InvalidArgument', {}, `Policies must not have more than ${LONGEST} bytes.`);
  }
  const compiled = compile(bucket, policy);
  const own = bucketArn(account, bucket);
  for (const { source } of [...compiled.allows, ...compiled.denies]) {
    const patterns = source.resources?.patterns ?? [];
    if (
      !patterns.every((pattern) => pattern === own || pattern.startsWith(`${own}/`) || isWider(pattern, own))
    ) {
      throw s3Error('MalformedPolicy', {}, 'Policy has invalid resource');
    }
    if (!source.actions.patterns.every((action) => action === '*' || /^s3:/i.test(action))) {
      throw s3Error('MalformedPolicy', {}, 'Policy has invalid action');
    }
  }
  return compiled;
}

function compile(bucket: string, policy: string): CompiledPolicy {
  try {
    return compilePolicy(policy, 'resource', `policy of bucket ${bucket}`);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw s3Error('MalformedPolicy', {}, explainMalformedPolicy(error));
  }
}

/** Patterns such as `arn:aws:s3:::my-*` may stand for the bucket too. */
function isWider(pattern: string, own: string): boolean {
  const star = pattern.search(/[*?]/);
  return star >= 0 && own.startsWith(pattern.slice(0, star));
}

/**
 * What holds a policy for everybody to somebody.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
 */
const narrows = narrowingBy(
  /^(?:aws:(?:PrincipalOrgID|PrincipalOrgPaths|PrincipalAccount|PrincipalArn|SourceArn|SourceAccount|SourceVpc|SourceVpce|SourceIp|userid)|s3:DataAccessPointAccount|s3:DataAccessPointArn)$/i,
);

/** Whether the policy lets everybody in. */
export function isPublicBucketPolicy(policy: CompiledPolicy): boolean {
  return isPublicPolicy(policy, narrows);
}
