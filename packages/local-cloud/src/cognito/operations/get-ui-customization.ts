import * as member from '../input/members.ts';
import { required, structure } from '../input/shape.ts';
import { uiCustomization } from '../pools/ui-customization.ts';
import { type Operation, poolOperation } from './operation.ts';

const input = structure({ UserPoolId: required(member.poolId), ClientId: member.clientId });

export const getUICustomization: Operation = poolOperation(
  'GetUICustomization',
  input,
  async (core, given, pool) => ({ UICustomization: uiCustomization(core, pool, given.ClientId) }),
);
