import * as member from '../input/members.ts';
import { required, structure } from '../input/shape.ts';
import { attributeList, describedUser, mfaSettings } from '../users/descriptions.ts';
import { findUser } from '../users/find-user.ts';
import { type Operation, poolOperation } from './operation.ts';

const input = structure({ UserPoolId: required(member.poolId), Username: required(member.username) });

export const adminGetUser: Operation = poolOperation('AdminGetUser', input, async (core, given, pool) => {
  const user = findUser(core, pool, given.Username);
  const { Attributes: _attributes, ...described } = describedUser(user);
  return {
    ...described,
    UserAttributes: attributeList(user.attributes, user.sub),
    ...mfaSettings(user),
  };
});
