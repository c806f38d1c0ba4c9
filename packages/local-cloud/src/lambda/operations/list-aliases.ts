import { aliasAnswer } from '../alias-answer.ts';
import { functionArn } from '../function-record.ts';
import { existingFunction, type LambdaOperation, referenceOf } from '../lambda-call.ts';
import { listPage } from '../list-page.ts';
import { json } from '../wire.ts';

export const listAliases: LambdaOperation = async (call) => {
  const reference = referenceOf(call);
  call.caller.authorize({
    action: 'lambda:ListAliases',
    resource: functionArn(call.account, reference.name),
  });
  const record = existingFunction(call, reference);
  const version = call.request.query.get('FunctionVersion');
  const { page, next } = listPage(
    call.request,
    Object.entries(record.aliases)
      .filter(([, alias]) => version === null || alias.version === version)
      .sort(([left], [right]) => (left < right ? -1 : 1)),
    ([name]) => name,
  );
  const Aliases = page.map(([name, alias]) => aliasAnswer(call.account, record, name, alias));
  return json(200, { Aliases, ...next }, call.request);
};
