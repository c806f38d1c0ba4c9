import * as member from '../input/members.ts';
import { required, structure } from '../input/shape.ts';
import { holderOf } from '../users/access-token.ts';
import { type Operation, publicOperation } from './operation.ts';

const input = structure({ AccessToken: required(member.token) });

export const globalSignOut: Operation = publicOperation('GlobalSignOut', input, async (core, given) => {
  const { pool, user } = await holderOf(core, given.AccessToken);
  await core.sessions.revokeAll(pool.id, user.sub);
  return {};
});
