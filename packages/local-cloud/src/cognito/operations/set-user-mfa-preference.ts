import * as member from '../input/members.ts';
import { MFA_PREFERENCE } from '../input/mfa-preference.ts';
import { required, structure } from '../input/shape.ts';
import { setMfaPreference } from '../mfa/enrolment.ts';
import { holderOf } from '../users/access-token.ts';
import { type Operation, publicOperation } from './operation.ts';

const input = structure({ ...MFA_PREFERENCE, AccessToken: required(member.token) });

export const setUserMFAPreference: Operation = publicOperation(
  'SetUserMFAPreference',
  input,
  async (core, given) => {
    const { pool, user } = await holderOf(core, given.AccessToken);
    await setMfaPreference(core, pool, user.sub, given);
    return {};
  },
);
