import type { CognitoCore } from '../core.ts';
import type { AppClient } from '../model/app-client.ts';
import type { UserPool } from '../model/user-pool.ts';

/** AWS's JSON protocol carries times as seconds since the epoch, with fractions. */
export function timestamp(milliseconds: number): number {
  return milliseconds / 1000;
}

/** `UserPoolType`, as CreateUserPool and DescribeUserPool answer it. */
export function describedPool(core: CognitoCore, pool: UserPool): object {
  const { SoftwareTokenMfa: _mfa, delivery, ...settings } = pool.settings;
  const domain = core.domains.list().find(({ poolId }) => poolId === pool.id)?.domain;
  return {
    Id: pool.id,
    Name: pool.name,
    Arn: pool.arn,
    CreationDate: timestamp(pool.createdAt),
    LastModifiedDate: timestamp(pool.modifiedAt),
    ...settings,
    ...delivery,
    SchemaAttributes: pool.schema,
    ...(domain === undefined ? {} : { Domain: domain }),
  };
}

/** `UserPoolClientType`, with the client's secret. */
export function describedClient(client: AppClient): object {
  return {
    UserPoolId: client.poolId,
    ClientId: client.id,
    ...(client.secret === undefined ? {} : { ClientSecret: client.secret }),
    CreationDate: timestamp(client.createdAt),
    LastModifiedDate: timestamp(client.modifiedAt),
    ...client.settings,
  };
}
