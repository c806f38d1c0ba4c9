import { aliasAnswer } from '../alias-answer.ts';
import { functionArn } from '../function-record.ts';
import { existingFunction, type LambdaOperation, referenceOf } from '../lambda-call.ts';
import { json } from '../wire.ts';

export const listAliases: LambdaOperation = async (call) => {
  const reference = referenceOf(call);
  call.caller.authorize({
    action: 'lambda:ListAliases',
    resource: functionArn(call.account, reference.name),
  });
  const record = existingFunction(call, reference);
  const aliases = Object.entries(record.aliases);
  return json(
    200,
    { Aliases: aliases.map(([name, alias]) => aliasAnswer(call.account, record, name, alias)) },
    call.request,
  );
};
