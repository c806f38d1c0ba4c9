import * as member from '../input/members.ts';
import { flag, oneOf, required, structure } from '../input/shape.ts';
import { mfaConfig, setMfaConfig } from '../pools/mfa-config.ts';
import { type Operation, poolOperation } from './operation.ts';

const input = structure({
  UserPoolId: required(member.poolId),
  SmsMfaConfiguration: structure({}),
  SoftwareTokenMfaConfiguration: structure({ Enabled: flag() }),
  EmailMfaConfiguration: structure({}),
  MfaConfiguration: oneOf('OFF', 'ON', 'OPTIONAL'),
  WebAuthnConfiguration: structure({}),
});

export const setUserPoolMfaConfig: Operation = poolOperation(
  'SetUserPoolMfaConfig',
  input,
  async (core, given, pool) => {
    return mfaConfig(await setMfaConfig(core, pool, given));
  },
);
