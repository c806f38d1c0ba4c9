import { withoutAlias } from '../alias-settings.ts';
import { functionArn } from '../function-record.ts';
import { existingFunction, type LambdaOperation, referenceOf } from '../lambda-call.ts';
import { noContent } from '../wire.ts';

/** Deletes an alias; one that is not there is deleted already. */
export const deleteAlias: LambdaOperation = async (call) => {
  const reference = referenceOf(call);
  const resource = functionArn(call.account, reference.name);
  call.caller.authorize({ action: 'lambda:DeleteAlias', resource });
  await call.functions.put(withoutAlias(existingFunction(call, reference), call.path.alias ?? ''));
  return noContent(204, call.request);
};
