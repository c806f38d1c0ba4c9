import * as member from '../input/members.ts';
import { required, structure } from '../input/shape.ts';
import { holderOf } from '../users/access-token.ts';
import { addressNamed, verifyAttribute } from '../users/change-attributes.ts';
import { type Operation, publicOperation } from './operation.ts';

const input = structure({
  AccessToken: required(member.token),
  AttributeName: required(member.attributeName),
  Code: required(member.code),
});

export const verifyUserAttribute: Operation = publicOperation(
  'VerifyUserAttribute',
  input,
  async (core, given) => {
    const { pool, user } = await holderOf(core, given.AccessToken);
    await verifyAttribute(core, pool, user.sub, addressNamed(given.AttributeName), given.Code);
    return {};
  },
);
