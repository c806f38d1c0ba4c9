import { regionalArn } from '../../aws/account.ts';
import { AwsError } from '../../aws/aws-error.ts';
import { randomText } from '../../aws/sources.ts';
import type { CognitoCore } from '../core.ts';
import { poolSchema, type SchemaInput } from '../model/attribute-schema.ts';
import type { UserPool } from '../model/user-pool.ts';
import { findPool } from '../sign-in/client-access.ts';
import type { PoolInput } from './pool-input.ts';
import { poolSettings } from './pool-settings.ts';

const ALPHANUMERIC = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

export function poolArn(core: Pick<CognitoCore, 'account'>, poolId: string): string {
  return regionalArn(core.account, 'cognito-idp', `userpool/${poolId}`);
}

/** `creationToken` names the creation by a template. */
export async function createUserPool(
  core: CognitoCore,
  input: PoolInput & { readonly PoolName: string },
  creationToken?: string,
): Promise<UserPool> {
  const id = `${core.account.region}_${randomText(core.sources, 9, ALPHANUMERIC)}`;
  const now = core.sources.now();
  const pool: UserPool = {
    id,
    arn: poolArn(core, id),
    name: input.PoolName,
    createdAt: now,
    modifiedAt: now,
    settings: poolSettings(input),
    schema: poolSchema(input.Schema ?? []),
    ...(creationToken === undefined ? {} : { creationToken }),
  };
  await core.pools.put(id, pool);
  core.keys.prepare(id);
  return pool;
}

/**
 * Replaces the settings; what is left out gets its default again, as on AWS. The attributes people
 * sign in with and the case of names stay what they were.
 */
export async function updateUserPool(core: CognitoCore, poolId: string, input: PoolInput): Promise<UserPool> {
  const pool = findPool(core, poolId);
  const { AliasAttributes, UsernameAttributes, UsernameConfiguration } = pool.settings;
  const settings = poolSettings(
    {
      ...input,
      ...(AliasAttributes ? { AliasAttributes } : {}),
      ...(UsernameAttributes ? { UsernameAttributes } : {}),
      ...(UsernameConfiguration ? { UsernameConfiguration } : {}),
    },
    pool.settings.SoftwareTokenMfa,
  );
  const changed: UserPool = {
    ...pool,
    name: input.PoolName ?? pool.name,
    modifiedAt: core.sources.now(),
    settings,
  };
  await core.pools.put(poolId, changed);
  return changed;
}

/** Throws InvalidParameterException for an attribute that the pool has. */
export async function addCustomAttributes(
  core: CognitoCore,
  poolId: string,
  attributes: readonly SchemaInput[],
): Promise<void> {
  const pool = findPool(core, poolId);
  const existing = new Set(pool.schema.map(({ Name }) => Name));
  const wanted = attributes.map(({ Name = '', ...rest }) => ({
    ...rest,
    Name: Name.startsWith('custom:') ? Name : `custom:${Name}`,
  }));
  const schema = poolSchema(wanted).filter(({ Name }) => /^(dev:)?custom:/.test(Name));
  const taken = schema.find(({ Name }) => existing.has(Name));
  if (taken) {
    throw new AwsError(
      'InvalidParameterException',
      `${taken.Name}: Existing attribute already has name ${taken.Name}.`,
    );
  }
  await core.pools.put(poolId, { ...pool, schema: [...pool.schema, ...schema] });
}

/** With everything that belongs to it. Throws InvalidParameterException while something protects it. */
export async function deleteUserPool(core: CognitoCore, poolId: string): Promise<void> {
  const pool = findPool(core, poolId);
  const refuse = (message: string): AwsError => new AwsError('InvalidParameterException', message);
  if (pool.settings.DeletionProtection === 'ACTIVE') {
    throw refuse(
      'The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first.',
    );
  }
  if (core.domains.list().some((domain) => domain.poolId === poolId)) {
    throw refuse('User pool cannot be deleted. It has a domain configured that should be deleted first.');
  }
  for (const client of core.clients.list()) {
    if (client.poolId === poolId) await core.clients.delete(client.id);
  }
  for (const group of core.groups.list(`${poolId}/`)) await core.groups.delete(`${poolId}/${group.name}`);
  for (const server of core.resourceServers.list(`${poolId}/`)) {
    await core.resourceServers.delete(`${poolId}/${server.identifier}`);
  }
  await core.sessions.removePool(poolId);
  await core.users.removeAll(pool);
  await core.keys.remove(poolId);
  await core.pools.delete(poolId);
}
