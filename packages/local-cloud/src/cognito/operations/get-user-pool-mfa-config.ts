import * as member from '../input/members.ts';
import { required, structure } from '../input/shape.ts';
import { mfaConfig } from '../pools/mfa-config.ts';
import { type Operation, poolOperation } from './operation.ts';

const input = structure({ UserPoolId: required(member.poolId) });

export const getUserPoolMfaConfig: Operation = poolOperation(
  'GetUserPoolMfaConfig',
  input,
  async (_core, _given, pool) => {
    return mfaConfig(pool);
  },
);
