import { configTarget, existingConfig, keepConfig } from '../event-invoke-settings.ts';
import type { LambdaOperation } from '../lambda-call.ts';
import { noContent } from '../wire.ts';

export const deleteFunctionEventInvokeConfig: LambdaOperation = async (call) => {
  const target = configTarget(call, 'lambda:DeleteFunctionEventInvokeConfig');
  existingConfig(target);
  await keepConfig(call, target, undefined);
  return noContent(204, call.request);
};
