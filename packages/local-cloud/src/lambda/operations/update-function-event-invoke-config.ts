import {
  configAnswer,
  configTarget,
  existingConfig,
  givenConfig,
  keepConfig,
} from '../event-invoke-settings.ts';
import type { LambdaOperation } from '../lambda-call.ts';
import { json } from '../wire.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionEventInvokeConfig.html */
export const updateFunctionEventInvokeConfig: LambdaOperation = async (call) => {
  const target = configTarget(call, 'lambda:UpdateFunctionEventInvokeConfig');
  const config = { ...existingConfig(target), ...givenConfig(call, target) };
  await keepConfig(call, target, config);
  return json(200, configAnswer(target.arn, config), call.request);
};
