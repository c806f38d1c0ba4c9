import * as member from '../input/members.ts';
import { required, structure } from '../input/shape.ts';
import { holderOf } from '../users/access-token.ts';
import { authFactors, mfaSettings } from '../users/descriptions.ts';
import { type Operation, publicOperation } from './operation.ts';

const input = structure({ AccessToken: required(member.token) });

export const getUserAuthFactors: Operation = publicOperation(
  'GetUserAuthFactors',
  input,
  async (core, given) => {
    const { pool, user } = await holderOf(core, given.AccessToken);
    return {
      Username: user.username,
      ConfiguredUserAuthFactors: authFactors(pool, user),
      ...mfaSettings(user),
    };
  },
);
