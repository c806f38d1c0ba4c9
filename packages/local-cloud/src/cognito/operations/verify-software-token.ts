import * as member from '../input/members.ts';
import { required, structure, text } from '../input/shape.ts';
import { verifySoftwareToken as verify } from '../mfa/enrolment.ts';
import { type Operation, publicOperation } from './operation.ts';

const input = structure({
  AccessToken: member.token,
  Session: member.session,
  UserCode: required(member.totpCode),
  FriendlyDeviceName: text({ max: 131072 }),
});

export const verifySoftwareToken: Operation = publicOperation(
  'VerifySoftwareToken',
  input,
  async (core, given) => {
    return verify(core, given, given.UserCode, given.FriendlyDeviceName);
  },
);
