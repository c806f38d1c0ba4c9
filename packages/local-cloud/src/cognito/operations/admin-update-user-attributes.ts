import * as member from '../input/members.ts';
import { required, structure } from '../input/shape.ts';
import { changeAttributes } from '../users/change-attributes.ts';
import { findUser } from '../users/find-user.ts';
import { type Operation, poolOperation } from './operation.ts';

const input = structure({
  UserPoolId: required(member.poolId),
  Username: required(member.username),
  UserAttributes: required(member.attributes),
  ClientMetadata: member.clientMetadata,
});

export const adminUpdateUserAttributes: Operation = poolOperation(
  'AdminUpdateUserAttributes',
  input,
  async (core, given, pool) => {
    const { sub } = findUser(core, pool, given.Username);
    await changeAttributes(core, pool, sub, {
      attributes: member.byName(given.UserAttributes),
      clientId: 'CLIENT_ID_NOT_APPLICABLE',
      ...(given.ClientMetadata ? { clientMetadata: given.ClientMetadata } : {}),
    });
    return {};
  },
);
