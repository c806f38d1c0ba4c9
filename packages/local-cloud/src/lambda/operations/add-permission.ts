import { AwsError } from '../../aws/aws-error.ts';
import { functionArn } from '../function-record.ts';
import { isUrlAuthType } from '../function-url/function-url.ts';
import {
  bodyMembers,
  existingFunction,
  invalidParameter,
  type LambdaOperation,
  optionalText,
  referenceOf,
} from '../lambda-call.ts';
import { type PolicyStatement, statementDocument } from '../resource-policy.ts';
import { json } from '../wire.ts';

/** Members that AddPermission knows and that change who may call in a way that is not emulated. */
const REFUSED = ['EventSourceToken', 'PrincipalOrgID'];

export const addPermission: LambdaOperation = async (call) => {
  const reference = referenceOf(call);
  const { name, qualifier = '' } = reference;
  const resource = functionArn(call.account, name, reference.qualifier);
  call.caller.authorize({ action: 'lambda:AddPermission', resource });
  const statement = permissionStatement(bodyMembers(call));
  const record = existingFunction(call, reference);
  const statements = record.policies[qualifier] ?? [];
  if (statements.some(({ sid }) => sid === statement.sid)) {
    throw new AwsError(
      'ResourceConflictException',
      `The statement id (${statement.sid}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
      409,
    );
  }
  await call.functions.put({
    ...record,
    policies: { ...record.policies, [qualifier]: [...statements, statement] },
  });
  const document = statementDocument(call.account, name, qualifier, statement);
  return json(201, { Statement: JSON.stringify(document) }, call.request);
};

/** A statement of AddPermission's members. Throws AwsError `InvalidParameterValueException`. */
export function permissionStatement(members: Readonly<Record<string, unknown>>): PolicyStatement {
  const refused = REFUSED.find((name) => members[name] !== undefined);
  if (refused !== undefined) throw invalidParameter(`${refused} is not supported.`);
  const required = (name: string, pattern: RegExp): string => {
    const value = optionalText(members, name);
    if (value === undefined || !pattern.test(value))
      throw invalidParameter(`${name} is missing or not valid.`);
    return value;
  };
  const sourceArn = optionalText(members, 'SourceArn');
  const sourceAccount = optionalText(members, 'SourceAccount');
  if (sourceArn !== undefined && !/^arn:[^\s:]+:[^\s:]+:\S*$/.test(sourceArn)) {
    throw invalidParameter('SourceArn is not an ARN.');
  }
  const authType = optionalText(members, 'FunctionUrlAuthType');
  if (authType !== undefined && !isUrlAuthType(authType)) {
    throw invalidParameter('FunctionUrlAuthType must be NONE or AWS_IAM.');
  }
  return {
    sid: required('StatementId', /^[a-zA-Z0-9-_]{1,100}$/),
    action: required('Action', /^(?:lambda:[*]|lambda:[a-zA-Z]+|[*])$/),
    principal: required('Principal', /^[^\s]+$/),
    ...(sourceArn === undefined ? {} : { sourceArn }),
    ...(sourceAccount === undefined ? {} : { sourceAccount }),
    ...(authType === undefined ? {} : { functionUrlAuthType: authType }),
    ...(String(members.InvokedViaFunctionUrl) === 'true' ? { invokedViaFunctionUrl: true } : {}),
  };
}
