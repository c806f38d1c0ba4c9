import * as member from '../input/members.ts';
import { MFA_PREFERENCE } from '../input/mfa-preference.ts';
import { required, structure } from '../input/shape.ts';
import { setMfaPreference } from '../mfa/enrolment.ts';
import { findUser } from '../users/find-user.ts';
import { type Operation, poolOperation } from './operation.ts';

const input = structure({
  ...MFA_PREFERENCE,
  UserPoolId: required(member.poolId),
  Username: required(member.username),
});

export const adminSetUserMFAPreference: Operation = poolOperation(
  'AdminSetUserMFAPreference',
  input,
  async (core, given, pool) => {
    await setMfaPreference(core, pool, findUser(core, pool, given.Username).sub, given);
    return {};
  },
);
