import { functionAnswer } from '../function-answer.ts';
import type { LambdaOperation } from '../lambda-call.ts';
import { listPage } from '../list-page.ts';
import { json } from '../wire.ts';

export const listFunctions: LambdaOperation = async (call) => {
  call.caller.authorize({ action: 'lambda:ListFunctions', resource: '*' });
  const { page, next } = listPage(call.request, call.functions.list(), ({ name }) => name);
  const Functions = page.map((record) => functionAnswer(call.account, record, '$LATEST', record));
  return json(200, { Functions, ...next }, call.request);
};
