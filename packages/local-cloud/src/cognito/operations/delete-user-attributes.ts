import * as member from '../input/members.ts';
import { list, required, structure } from '../input/shape.ts';
import { holderOf } from '../users/access-token.ts';
import { requireWritable } from '../users/attribute-rights.ts';
import { deleteAttributes } from '../users/change-attributes.ts';
import { type Operation, publicOperation } from './operation.ts';

const input = structure({
  AccessToken: required(member.token),
  UserAttributeNames: required(list(member.attributeName)),
});

export const deleteUserAttributes: Operation = publicOperation(
  'DeleteUserAttributes',
  input,
  async (core, given) => {
    const { pool, client, user } = await holderOf(core, given.AccessToken);
    requireWritable(client, given.UserAttributeNames);
    await deleteAttributes(core, pool, user.sub, given.UserAttributeNames);
    return {};
  },
);
