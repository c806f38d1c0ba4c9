import { aliasAnswer } from '../alias-answer.ts';
import { aliasNotFound, aliasOf } from '../alias-settings.ts';
import { functionArn } from '../function-record.ts';
import { existingFunction, type LambdaOperation, referenceOf } from '../lambda-call.ts';
import { json } from '../wire.ts';

export const getAlias: LambdaOperation = async (call) => {
  const reference = referenceOf(call);
  const { alias: qualifier = '' } = call.path;
  call.caller.authorize({
    action: 'lambda:GetAlias',
    resource: functionArn(call.account, reference.name),
  });
  const record = existingFunction(call, reference);
  const alias = aliasOf(record, qualifier);
  if (alias === undefined) throw aliasNotFound(call.account, record, qualifier);
  return json(200, aliasAnswer(call.account, record, qualifier, alias), call.request);
};
