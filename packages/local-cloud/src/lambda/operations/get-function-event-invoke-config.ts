import { configAnswer, configTarget, existingConfig } from '../event-invoke-settings.ts';
import type { LambdaOperation } from '../lambda-call.ts';
import { json } from '../wire.ts';

export const getFunctionEventInvokeConfig: LambdaOperation = async (call) => {
  const target = configTarget(call, 'lambda:GetFunctionEventInvokeConfig');
  return json(200, configAnswer(target.arn, existingConfig(target)), call.request);
};
