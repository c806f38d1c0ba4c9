import { AwsError } from '../../aws/aws-error.ts';
import type { CognitoCore } from '../core.ts';
import type { UserPool } from '../model/user-pool.ts';

/** Throws ResourceNotFoundException. */
export function poolByArn(core: CognitoCore, arn: string): UserPool {
  const pool = core.pools.get(arn.slice(arn.lastIndexOf('/') + 1));
  if (pool?.arn === arn) return pool;
  throw new AwsError('ResourceNotFoundException', 'The resource does not exist.');
}

export function withTags(pool: UserPool, tags: Readonly<Record<string, string>>): UserPool {
  return { ...pool, settings: { ...pool.settings, UserPoolTags: tags } };
}
