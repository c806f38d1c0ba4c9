import { urlAnswer, urlTarget } from '../function-url/url-settings.ts';
import type { LambdaOperation } from '../lambda-call.ts';
import { listPage } from '../list-page.ts';
import { json } from '../wire.ts';

export const listFunctionUrlConfigs: LambdaOperation = async (call) => {
  const { record } = urlTarget(call, 'lambda:ListFunctionUrlConfigs');
  const urls = Object.entries(record.urls ?? {}).sort(([left], [right]) => (left < right ? -1 : 1));
  const { page, next } = listPage(call.request, urls, ([qualifier]) => `.${qualifier}`);
  const FunctionUrlConfigs = page.map(([qualifier, url]) =>
    urlAnswer(call.account, { record, qualifier }, url),
  );
  return json(200, { FunctionUrlConfigs, ...next }, call.request);
};
