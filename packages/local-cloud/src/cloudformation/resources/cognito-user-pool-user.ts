import { AwsError } from '../../aws/aws-error.ts';
import type { CognitoCore } from '../../cognito/core.ts';
import * as member from '../../cognito/input/members.ts';
import { flag, list, oneOf, readInput, required, structure } from '../../cognito/input/shape.ts';
import { findPool } from '../../cognito/sign-in/client-access.ts';
import { adminCreateUser } from '../../cognito/users/admin-create-user.ts';
import { deleteUser } from '../../cognito/users/delete-user.ts';
import type { JsonObject, ResourceProvider } from '../resource-provider.ts';
import { asOperationInput, changes } from './cognito-properties.ts';
import { requiredText } from './property-values.ts';

const input = structure({
  UserPoolId: required(member.poolId),
  Username: required(member.username),
  UserAttributes: member.attributes,
  ValidationData: member.attributes,
  DesiredDeliveryMediums: list(oneOf('EMAIL', 'SMS')),
  ForceAliasCreation: flag(),
  MessageAction: oneOf('RESEND', 'SUPPRESS'),
  ClientMetadata: member.clientMetadata,
});

const PROPERTIES = Object.fromEntries(
  [
    'UserPoolId',
    'Username',
    'UserAttributes',
    'ValidationData',
    'DesiredDeliveryMediums',
    'ForceAliasCreation',
    'MessageAction',
    'ClientMetadata',
  ].map((name) => [name, 'supported' as const]),
);

/** AWS::Cognito::UserPoolUser */
export function userPoolUserProvider(core: CognitoCore): ResourceProvider {
  async function create(creationToken: string, properties: JsonObject): Promise<string> {
    const given = readInput(input, asOperationInput(properties));
    const pool = findPool(core, given.UserPoolId);
    const existing = core.users.bySignInName(pool, given.Username);
    if (existing?.creationToken === creationToken) return existing.username;
    if (existing) throw new AwsError('UsernameExistsException', 'User account already exists');
    const user = await adminCreateUser(core, pool, {
      username: given.Username,
      attributes: member.byName(given.UserAttributes),
      takeAliases: given.ForceAliasCreation ?? false,
      creationToken,
      ...(given.MessageAction === undefined ? {} : { messageAction: given.MessageAction }),
      ...(given.ValidationData ? { validationData: member.byName(given.ValidationData) } : {}),
      ...(given.ClientMetadata ? { clientMetadata: given.ClientMetadata } : {}),
    });
    return user.username;
  }

  return {
    type: 'AWS::Cognito::UserPoolUser',
    properties: PROPERTIES,
    async create({ creationToken, properties }) {
      return { physicalId: await create(creationToken, properties), attributes: {} };
    },
    async update({ properties }, state, previous) {
      return changes(previous, properties, Object.keys(PROPERTIES)) ? 'replace' : state;
    },
    async delete({ physicalId }, previous) {
      const pool = core.pools.get(requiredText(previous, 'UserPoolId'));
      const user = pool && core.users.bySignInName(pool, physicalId);
      if (pool && user) await deleteUser(core, pool, user.sub);
    },
  };
}
