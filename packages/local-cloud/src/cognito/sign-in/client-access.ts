import { createHmac, timingSafeEqual } from 'node:crypto';
import { AwsError } from '../../aws/aws-error.ts';
import type { CognitoCore } from '../core.ts';
import type { AppClient } from '../model/app-client.ts';
import type { UserPool } from '../model/user-pool.ts';

export interface ClientAccess {
  readonly pool: UserPool;
  readonly client: AppClient;
}

export function findPool(core: CognitoCore, poolId: string): UserPool {
  const pool = core.pools.get(poolId);
  if (pool) return pool;
  throw new AwsError('ResourceNotFoundException', `User pool ${poolId} does not exist.`);
}

/** The client, and its pool. `poolId` is given where the caller names both. */
export function findClient(core: CognitoCore, clientId: string, poolId?: string): ClientAccess {
  const client = core.clients.get(clientId);
  if (client === undefined || (poolId !== undefined && client.poolId !== poolId)) {
    throw new AwsError('ResourceNotFoundException', `User pool client ${clientId} does not exist.`);
  }
  return { client, pool: findPool(core, client.poolId) };
}

export function sameText(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}

/**
 * A client with a secret proves it with `base64(HMAC-SHA256(secret, user name + client id))`.
 * Any of `usernames` counts: the name that was typed and the one that was answered.
 * Throws NotAuthorizedException.
 */
export function checkSecretHash(
  client: AppClient,
  usernames: readonly string[],
  secretHash: string | undefined,
): void {
  const { secret } = client;
  if (secret === undefined) return;
  if (secretHash === undefined) {
    throw new AwsError(
      'NotAuthorizedException',
      `Client ${client.id} is configured with secret but SECRET_HASH was not received`,
    );
  }
  const matches = usernames.some((username) =>
    sameText(
      createHmac('sha256', secret)
        .update(username + client.id)
        .digest('base64'),
      secretHash,
    ),
  );
  if (!matches) {
    throw new AwsError('NotAuthorizedException', `Unable to verify secret hash for client ${client.id}`);
  }
}

/** Throws unless one of the flows, named as ExplicitAuthFlows names them, is among the client's. */
export function requireFlow(client: AppClient, flows: readonly string[], refusal: string): void {
  if (flows.some((flow) => client.settings.ExplicitAuthFlows.includes(flow))) return;
  throw new AwsError('InvalidParameterException', refusal);
}

/** For the operations that take the client's secret itself. Throws NotAuthorizedException. */
export function checkClientSecret(client: AppClient, secret: string | undefined): void {
  if (client.secret === undefined || (secret !== undefined && sameText(client.secret, secret))) return;
  throw new AwsError(
    'NotAuthorizedException',
    `Client ${client.id} is configured with secret but the secret was not right.`,
  );
}
