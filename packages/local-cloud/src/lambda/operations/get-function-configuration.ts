import { functionAnswer } from '../function-answer.ts';
import { functionArn } from '../function-record.ts';
import { existingFunction, type LambdaOperation, referenceOf } from '../lambda-call.ts';
import { json } from '../wire.ts';

export const getFunctionConfiguration: LambdaOperation = async (call) => {
  const reference = referenceOf(call);
  call.caller.authorize({
    action: 'lambda:GetFunctionConfiguration',
    resource: functionArn(call.account, reference.name, reference.qualifier),
  });
  const { version, configuration } = call.invoker.resolve(reference.name, reference.qualifier);
  const record = existingFunction(call, reference);
  return json(
    200,
    functionAnswer(call.account, record, version, configuration, reference.qualifier),
    call.request,
  );
};
