import { AwsError } from '../../aws/aws-error.ts';
import type { CognitoCore } from '../core.ts';
import type { UserPool } from '../model/user-pool.ts';
import { findClient } from '../sign-in/client-access.ts';
import { timestamp } from './descriptions.ts';

/** Stands for all clients of a pool that have no style sheet of their own. */
const ALL_CLIENTS = 'ALL';

export interface UiCustomizationInput {
  readonly ClientId?: string;
  readonly CSS?: string;
  readonly ImageFile?: unknown;
}

function clientOf(core: CognitoCore, pool: UserPool, clientId = ALL_CLIENTS): string {
  return clientId === ALL_CLIENTS ? clientId : findClient(core, clientId, pool.id).client.id;
}

function described(pool: UserPool, clientId: string): object {
  const css = pool.styleSheets?.[clientId] ?? pool.styleSheets?.[ALL_CLIENTS];
  if (css === undefined) return {};
  return {
    UserPoolId: pool.id,
    ClientId: clientId,
    CSS: css,
    LastModifiedDate: timestamp(pool.modifiedAt),
    CreationDate: timestamp(pool.createdAt),
  };
}

/** `UICustomizationType`; empty while nothing was set. */
export function uiCustomization(core: CognitoCore, pool: UserPool, clientId: string | undefined): object {
  return described(pool, clientOf(core, pool, clientId));
}

/**
 * Keeps a style sheet, and has it described. The local sign-in pages keep their own look.
 * Throws InvalidParameterException for an image.
 */
export async function setUiCustomization(
  core: CognitoCore,
  pool: UserPool,
  input: UiCustomizationInput,
): Promise<object> {
  if (input.ImageFile !== undefined) {
    throw new AwsError('InvalidParameterException', 'ImageFile: logos of sign-in pages are not emulated.');
  }
  const clientId = clientOf(core, pool, input.ClientId);
  const { [clientId]: _before, ...others } = pool.styleSheets ?? {};
  const styleSheets = input.CSS === undefined ? others : { ...others, [clientId]: input.CSS };
  const changed: UserPool = { ...pool, styleSheets, modifiedAt: core.sources.now() };
  await core.pools.put(pool.id, changed);
  return described(changed, clientId);
}
