import { aliasAnswer } from '../alias-answer.ts';
import { additionalWeights, aliasNotFound, aliasOf, aliasRouting, checkVersion } from '../alias-settings.ts';
import { type Alias, functionArn } from '../function-record.ts';
import {
  bodyMembers,
  checkRevision,
  existingFunction,
  type LambdaOperation,
  optionalText,
  referenceOf,
} from '../lambda-call.ts';
import { json } from '../wire.ts';

/**
 * Changes what is given and leaves the rest as it is; an empty routing configuration takes the second version away.
 * https://docs.aws.amazon.com/lambda/latest/api/API_UpdateAlias.html
 */
export const updateAlias: LambdaOperation = async (call) => {
  const { account } = call;
  const reference = referenceOf(call);
  const { alias: name = '' } = call.path;
  call.caller.authorize({ action: 'lambda:UpdateAlias', resource: functionArn(account, reference.name) });
  const members = bodyMembers(call);
  const record = existingFunction(call, reference);
  const before = aliasOf(record, name);
  if (before === undefined) throw aliasNotFound(account, record, name);
  checkRevision(before, optionalText(members, 'RevisionId'));
  const version = optionalText(members, 'FunctionVersion') ?? before.version;
  checkVersion(account, record, version);
  const kept = before.routing === undefined ? {} : { [before.routing.version]: before.routing.weight };
  const weights = members.RoutingConfig === undefined ? kept : additionalWeights(members.RoutingConfig);
  const alias: Alias = {
    version,
    description: optionalText(members, 'Description') ?? before.description,
    revisionId: call.newId(),
    ...aliasRouting(account, record, version, weights),
  };
  await call.functions.put({ ...record, aliases: { ...record.aliases, [name]: alias } });
  return json(200, aliasAnswer(account, record, name, alias), call.request);
};
