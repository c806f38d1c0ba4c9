import { withUrl } from '../function-url/function-url.ts';
import { existingUrl, urlAnswer, urlSettings, urlTarget } from '../function-url/url-settings.ts';
import { bodyMembers, type LambdaOperation } from '../lambda-call.ts';
import { json } from '../wire.ts';

export const updateFunctionUrlConfig: LambdaOperation = async (call) => {
  const target = urlTarget(call, 'lambda:UpdateFunctionUrlConfig');
  const { id, createdAt, ...before } = existingUrl(target);
  const kept = { id, createdAt, changedAt: call.now() };
  const url = { ...kept, ...urlSettings(bodyMembers(call), { ...kept, ...before }) };
  await call.functions.put(withUrl(target.record, target.qualifier, url));
  return json(200, urlAnswer(call.account, target, url), call.request);
};
