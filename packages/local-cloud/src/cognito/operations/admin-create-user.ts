import * as member from '../input/members.ts';
import { flag, list, oneOf, required, structure } from '../input/shape.ts';
import { adminCreateUser as create } from '../users/admin-create-user.ts';
import { describedUser } from '../users/descriptions.ts';
import { type Operation, poolOperation } from './operation.ts';

const input = structure({
  UserPoolId: required(member.poolId),
  Username: required(member.username),
  UserAttributes: member.attributes,
  ValidationData: member.attributes,
  TemporaryPassword: member.password,
  ForceAliasCreation: flag(),
  MessageAction: oneOf('RESEND', 'SUPPRESS'),
  DesiredDeliveryMediums: list(oneOf('SMS', 'EMAIL')),
  ClientMetadata: member.clientMetadata,
});

export const adminCreateUser: Operation = poolOperation(
  'AdminCreateUser',
  input,
  async (core, given, pool) => {
    const user = await create(core, pool, {
      username: given.Username,
      attributes: member.byName(given.UserAttributes),
      ...(given.TemporaryPassword === undefined ? {} : { temporaryPassword: given.TemporaryPassword }),
      ...(given.MessageAction === undefined ? {} : { messageAction: given.MessageAction }),
      takeAliases: given.ForceAliasCreation ?? false,
      ...(given.ValidationData ? { validationData: member.byName(given.ValidationData) } : {}),
      ...(given.ClientMetadata ? { clientMetadata: given.ClientMetadata } : {}),
    });
    return { User: describedUser(user) };
  },
);
