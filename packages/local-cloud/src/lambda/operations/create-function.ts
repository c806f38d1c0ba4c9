import { AwsError } from '../../aws/aws-error.ts';
import { givenCode } from '../code/code-source.ts';
import { functionAnswer } from '../function-answer.ts';
import { parseFunctionReference } from '../function-name.ts';
import { type FunctionRecord, functionArn, NEW_FUNCTION } from '../function-record.ts';
import { functionConfiguration } from '../function-settings.ts';
import { bodyMembers, invalidParameter, type LambdaOperation, optionalText } from '../lambda-call.ts';
import { withPublishedVersion } from '../publish-version.ts';
import { tagsOf } from '../tags.ts';
import { json } from '../wire.ts';

const KNOWN: ReadonlySet<string> = new Set([
  'Architectures',
  'Code',
  'DeadLetterConfig',
  'Description',
  'Environment',
  'EphemeralStorage',
  'FunctionName',
  'Handler',
  'Layers',
  'LoggingConfig',
  'MemorySize',
  'PackageType',
  'Publish',
  'Role',
  'Runtime',
  'Tags',
  'Timeout',
  'TracingConfig',
]);

/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html */
export const createFunction: LambdaOperation = async (call) => {
  const { account, functions } = call;
  const settings = bodyMembers(call);
  const { name } = parseFunctionReference(account, optionalText(settings, 'FunctionName') ?? '');
  call.caller.authorize({ action: 'lambda:CreateFunction', resource: functionArn(account, name) });
  const unknown = Object.keys(settings).find((member) => !KNOWN.has(member));
  if (unknown !== undefined) throw invalidParameter(`${unknown} is not supported.`);
  if ((optionalText(settings, 'PackageType') ?? 'Zip') !== 'Zip') {
    throw invalidParameter('Functions in container images are not supported.');
  }
  if (functions.get(name) !== undefined) throw alreadyExists(name);
  const code = await givenCode(call, membersOf(settings.Code));
  const configuration = functionConfiguration(account, name, settings, code);
  passRole(call, configuration.role, name);
  await call.code.taskRoot(configuration);
  const record: FunctionRecord = {
    ...NEW_FUNCTION,
    ...configuration,
    name,
    revisionId: call.newId(),
    lastModified: call.now(),
    tags: tagsOf(settings.Tags),
  };
  if (functions.get(name) !== undefined) throw alreadyExists(name);
  if (settings.Publish !== true) {
    await functions.put(record);
    return json(201, functionAnswer(account, record, '$LATEST', record), call.request);
  }
  const published = withPublishedVersion(record, { revisionId: call.newId(), publishedAt: call.now() });
  await functions.put(published.record);
  return json(201, functionAnswer(account, published.record, published.version, record), call.request);
};

/** The caller must be allowed to hand the role on, and the role must trust Lambda. */
function passRole({ caller, roles }: Parameters<LambdaOperation>[0], role: string, name: string): void {
  const service = 'lambda.amazonaws.com';
  caller.authorize({ action: 'iam:PassRole', resource: role, context: { 'iam:PassedToService': service } });
  try {
    roles.assumeForService(role, name, service);
  } catch (cause) {
    if (!(cause instanceof AwsError)) throw cause;
    throw new AwsError(
      'InvalidParameterValueException',
      'The role defined for the function cannot be assumed by Lambda.',
      400,
      {},
      { cause },
    );
  }
}

function alreadyExists(name: string): AwsError {
  return new AwsError('ResourceConflictException', `Function already exist: ${name}`, 409);
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalidParameter('Code must be an object.');
  }
  return { ...value };
}
