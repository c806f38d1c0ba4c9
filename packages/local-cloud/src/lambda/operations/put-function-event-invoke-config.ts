import { configAnswer, configTarget, givenConfig, keepConfig } from '../event-invoke-settings.ts';
import type { LambdaOperation } from '../lambda-call.ts';
import { json } from '../wire.ts';

/**
 * Sets a configuration; what was set before and is left out now is gone.
 * https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionEventInvokeConfig.html
 */
export const putFunctionEventInvokeConfig: LambdaOperation = async (call) => {
  const target = configTarget(call, 'lambda:PutFunctionEventInvokeConfig');
  const config = givenConfig(call, target);
  await keepConfig(call, target, config);
  return json(200, configAnswer(target.arn, config), call.request);
};
