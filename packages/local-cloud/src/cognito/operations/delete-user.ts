import * as member from '../input/members.ts';
import { required, structure } from '../input/shape.ts';
import { holderOf } from '../users/access-token.ts';
import { deleteUser as remove } from '../users/delete-user.ts';
import { type Operation, publicOperation } from './operation.ts';

const input = structure({ AccessToken: required(member.token) });

export const deleteUser: Operation = publicOperation('DeleteUser', input, async (core, given) => {
  const { pool, user } = await holderOf(core, given.AccessToken);
  await remove(core, pool, user.sub);
  return {};
});
