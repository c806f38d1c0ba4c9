import { withUrl } from '../function-url/function-url.ts';
import { existingUrl, urlTarget } from '../function-url/url-settings.ts';
import type { LambdaOperation } from '../lambda-call.ts';
import { noContent } from '../wire.ts';

export const deleteFunctionUrlConfig: LambdaOperation = async (call) => {
  const target = urlTarget(call, 'lambda:DeleteFunctionUrlConfig');
  existingUrl(target);
  await call.functions.put(withUrl(target.record, target.qualifier, undefined));
  return noContent(204, call.request);
};
