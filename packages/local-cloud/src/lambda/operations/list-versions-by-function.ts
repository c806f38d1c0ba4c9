import { functionAnswer } from '../function-answer.ts';
import { functionArn } from '../function-record.ts';
import { existingFunction, type LambdaOperation, referenceOf } from '../lambda-call.ts';
import { listPage } from '../list-page.ts';
import { json } from '../wire.ts';

const LONGEST_NUMBER = 20;

export const listVersionsByFunction: LambdaOperation = async (call) => {
  const reference = referenceOf(call);
  const resource = functionArn(call.account, reference.name);
  call.caller.authorize({ action: 'lambda:ListVersionsByFunction', resource });
  const record = existingFunction(call, reference);
  const numbers = Object.keys(record.versions).sort((a, b) => Number(a) - Number(b));
  const { page, next } = listPage(call.request, ['$LATEST', ...numbers], (version) =>
    version.padStart(LONGEST_NUMBER, '0'),
  );
  const Versions = page.map((version) =>
    functionAnswer(call.account, record, version, record.versions[version] ?? record, version),
  );
  return json(200, { Versions, ...next }, call.request);
};
