import { AwsError } from '../../aws/aws-error.ts';
import { aliasAnswer } from '../alias-answer.ts';
import { additionalWeights, aliasOf, aliasRouting, checkAliasName, checkVersion } from '../alias-settings.ts';
import { type Alias, functionArn } from '../function-record.ts';
import {
  bodyMembers,
  existingFunction,
  type LambdaOperation,
  optionalText,
  referenceOf,
} from '../lambda-call.ts';
import { json } from '../wire.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateAlias.html */
export const createAlias: LambdaOperation = async (call) => {
  const { account } = call;
  const reference = referenceOf(call);
  call.caller.authorize({ action: 'lambda:CreateAlias', resource: functionArn(account, reference.name) });
  const members = bodyMembers(call);
  const name = optionalText(members, 'Name') ?? '';
  const version = optionalText(members, 'FunctionVersion') ?? '';
  checkAliasName(name);
  const record = existingFunction(call, reference);
  if (aliasOf(record, name) !== undefined) {
    const arn = functionArn(account, record.name, name);
    throw new AwsError('ResourceConflictException', `Alias already exists: ${arn}`, 409);
  }
  checkVersion(account, record, version);
  const alias: Alias = {
    version,
    description: optionalText(members, 'Description') ?? '',
    revisionId: call.newId(),
    ...aliasRouting(account, record, version, additionalWeights(members.RoutingConfig)),
  };
  await call.functions.put({ ...record, aliases: { ...record.aliases, [name]: alias } });
  return json(201, aliasAnswer(account, record, name, alias), call.request);
};
