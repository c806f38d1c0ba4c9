import { configAnswer } from '../event-invoke-settings.ts';
import { functionArn } from '../function-record.ts';
import { existingFunction, type LambdaOperation, referenceOf } from '../lambda-call.ts';
import { listPage } from '../list-page.ts';
import { json } from '../wire.ts';

export const listFunctionEventInvokeConfigs: LambdaOperation = async (call) => {
  const reference = referenceOf(call);
  const resource = functionArn(call.account, reference.name);
  call.caller.authorize({ action: 'lambda:ListFunctionEventInvokeConfigs', resource });
  const record = existingFunction(call, reference);
  const configs = Object.entries(record.eventInvokeConfigs).map(
    ([qualifier, config]) => [qualifier === '' ? '$LATEST' : qualifier, config] as const,
  );
  const { page, next } = listPage(
    call.request,
    configs.sort(([left], [right]) => (left < right ? -1 : 1)),
    ([qualifier]) => qualifier,
  );
  const FunctionEventInvokeConfigs = page.map(([qualifier, config]) =>
    configAnswer(functionArn(call.account, record.name, qualifier), config),
  );
  return json(200, { FunctionEventInvokeConfigs, ...next }, call.request);
};
