import { functionAnswer } from '../function-answer.ts';
import { functionArn } from '../function-record.ts';
import { existingFunction, type LambdaOperation, referenceOf } from '../lambda-call.ts';
import { json } from '../wire.ts';

export const getFunction: LambdaOperation = async (call) => {
  const reference = referenceOf(call);
  call.caller.authorize({
    action: 'lambda:GetFunction',
    resource: functionArn(call.account, reference.name, reference.qualifier),
  });
  const { version, configuration } = call.invoker.resolve(reference.name, reference.qualifier);
  const record = existingFunction(call, reference);
  const { reservedConcurrency, tags } = record;
  return json(
    200,
    {
      Configuration: functionAnswer(call.account, record, version, configuration, reference.qualifier),
      Code: { RepositoryType: 'S3' },
      Tags: tags,
      ...(reservedConcurrency === undefined
        ? {}
        : { Concurrency: { ReservedConcurrentExecutions: reservedConcurrency } }),
    },
    call.request,
  );
};
