import * as member from '../input/members.ts';
import { required, structure, text } from '../input/shape.ts';
import { setUiCustomization } from '../pools/ui-customization.ts';
import { type Operation, poolOperation } from './operation.ts';

const input = structure({
  UserPoolId: required(member.poolId),
  ClientId: member.clientId,
  CSS: text({ max: 131072 }),
  ImageFile: text(),
});

export const setUICustomization: Operation = poolOperation(
  'SetUICustomization',
  input,
  async (core, given, pool) => ({ UICustomization: await setUiCustomization(core, pool, given) }),
);
