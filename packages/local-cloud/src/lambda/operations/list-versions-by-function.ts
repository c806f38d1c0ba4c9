import { functionAnswer } from '../function-answer.ts';
import { functionArn } from '../function-record.ts';
import { existingFunction, type LambdaOperation, referenceOf } from '../lambda-call.ts';
import { json } from '../wire.ts';

export const listVersionsByFunction: LambdaOperation = async (call) => {
  const reference = referenceOf(call);
  const resource = functionArn(call.account, reference.name);
  call.caller.authorize({ action: 'lambda:ListVersionsByFunction', resource });
  const record = existingFunction(call, reference);
  const numbers = Object.keys(record.versions).sort((a, b) => Number(a) - Number(b));
  return json(
    200,
    {
      Versions: ['$LATEST', ...numbers].map((version) =>
        functionAnswer(call.account, record, version, record.versions[version] ?? record, version),
      ),
    },
    call.request,
  );
};
