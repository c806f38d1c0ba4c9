import { existingUrl, urlAnswer, urlTarget } from '../function-url/url-settings.ts';
import type { LambdaOperation } from '../lambda-call.ts';
import { json } from '../wire.ts';

export const getFunctionUrlConfig: LambdaOperation = async (call) => {
  const target = urlTarget(call, 'lambda:GetFunctionUrlConfig');
  return json(200, urlAnswer(call.account, target, existingUrl(target)), call.request);
};
