import { AwsError } from '../../aws/aws-error.ts';
import type { CognitoCore } from '../core.ts';
import * as member from '../input/members.ts';
import { list, required, type Shape, structure, text } from '../input/shape.ts';
import { type ResourceServer, resourceServerId } from '../model/resource-server.ts';
import { findPool } from '../sign-in/client-access.ts';

export interface ResourceServerInput {
  readonly UserPoolId: string;
  readonly Identifier: string;
  readonly Name: string;
  readonly Scopes?: readonly { readonly ScopeName: string; readonly ScopeDescription: string }[];
}

export const resourceServerInput: Shape<ResourceServerInput> = structure({
  UserPoolId: required(member.poolId),
  Identifier: required(member.resourceServerIdentifier),
  Name: required(text({ min: 1, max: 256, pattern: '[\\w\\s+=,.@-]+' })),
  Scopes: list(
    structure({
      ScopeName: required(member.scopeName),
      ScopeDescription: required(text({ min: 1, max: 256 })),
    }),
    0,
    100,
  ),
});

function serverOf(input: ResourceServerInput, creationToken: string | undefined): ResourceServer {
  return {
    poolId: input.UserPoolId,
    identifier: input.Identifier,
    name: input.Name,
    scopes: input.Scopes ?? [],
    ...(creationToken === undefined ? {} : { creationToken }),
  };
}

export async function createResourceServer(
  core: CognitoCore,
  input: ResourceServerInput,
  creationToken?: string,
): Promise<ResourceServer> {
  const id = resourceServerId(findPool(core, input.UserPoolId).id, input.Identifier);
  const existing = core.resourceServers.get(id);
  if (existing && (creationToken === undefined || existing.creationToken !== creationToken)) {
    throw new AwsError(
      'InvalidParameterException',
      `${input.Identifier} already exists in user pool ${input.UserPoolId}.`,
    );
  }
  const server = serverOf(input, creationToken);
  await core.resourceServers.put(id, server);
  return server;
}

/** Throws ResourceNotFoundException. */
export function findResourceServer(core: CognitoCore, poolId: string, identifier: string): ResourceServer {
  const server = core.resourceServers.get(resourceServerId(poolId, identifier));
  if (server) return server;
  throw new AwsError(
    'ResourceNotFoundException',
    `Resource server with identifier ${identifier} does not exist.`,
  );
}

export async function updateResourceServer(
  core: CognitoCore,
  input: ResourceServerInput,
): Promise<ResourceServer> {
  const existing = findResourceServer(core, input.UserPoolId, input.Identifier);
  const server = serverOf(input, existing.creationToken);
  await core.resourceServers.put(resourceServerId(server.poolId, server.identifier), server);
  return server;
}

export async function deleteResourceServer(
  core: CognitoCore,
  poolId: string,
  identifier: string,
): Promise<void> {
  findResourceServer(core, poolId, identifier);
  await core.resourceServers.delete(resourceServerId(poolId, identifier));
}

export function describedResourceServer(server: ResourceServer): object {
  return {
    UserPoolId: server.poolId,
    Identifier: server.identifier,
    Name: server.name,
    Scopes: server.scopes,
  };
}
