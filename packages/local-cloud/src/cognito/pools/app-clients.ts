import { randomText } from '../../aws/sources.ts';
import type { CognitoCore } from '../core.ts';
import type { AppClient } from '../model/app-client.ts';
import { findClient, findPool } from '../sign-in/client-access.ts';
import type { ChangedClientInput, NewClientInput } from './client-input.ts';
import { clientSettings } from './client-settings.ts';

const LOWER_ALPHANUMERIC = 'abcdefghijklmnopqrstuvwxyz0123456789';
const ID_LENGTH = 26;
const SECRET_LENGTH = 52;

/** `creationToken` names the creation by a template. */
export async function createUserPoolClient(
  core: CognitoCore,
  { GenerateSecret = false, ...input }: NewClientInput,
  creationToken?: string,
): Promise<AppClient> {
  const pool = findPool(core, input.UserPoolId);
  const now = core.sources.now();
  const client: AppClient = {
    id: randomText(core.sources, ID_LENGTH, LOWER_ALPHANUMERIC),
    poolId: pool.id,
    ...(GenerateSecret ? { secret: randomText(core.sources, SECRET_LENGTH, LOWER_ALPHANUMERIC) } : {}),
    createdAt: now,
    modifiedAt: now,
    settings: clientSettings(core, pool, input, GenerateSecret),
    ...(creationToken === undefined ? {} : { creationToken }),
  };
  await core.clients.put(client.id, client);
  return client;
}

/** Replaces the settings; what is left out gets its default again, as on AWS. */
export async function updateUserPoolClient(
  core: CognitoCore,
  { ClientId, ...input }: ChangedClientInput,
): Promise<AppClient> {
  const { client, pool } = findClient(core, ClientId, input.UserPoolId);
  const ClientName = input.ClientName ?? client.settings.ClientName;
  const changed: AppClient = {
    ...client,
    modifiedAt: core.sources.now(),
    settings: clientSettings(core, pool, { ...input, ClientName }, client.secret !== undefined),
  };
  await core.clients.put(client.id, changed);
  return changed;
}
