import type { Account } from '../aws/account.ts';
import { AwsError } from '../aws/aws-error.ts';
import { functionNotFound, parseFunctionReference } from './function-name.ts';
import { type EventInvokeConfig, type FunctionRecord, functionArn } from './function-record.ts';
import {
  bodyMembers,
  existingFunction,
  invalidParameter,
  type LambdaCall,
  referenceOf,
} from './lambda-call.ts';

/** `$LATEST` is what events without a qualifier go to; its configuration is kept under the empty one. */
export function configQualifier(qualifier: string | undefined): string {
  return qualifier === undefined || qualifier === '$LATEST' ? '' : qualifier;
}

/** The function, version or alias that an operation on event-invoke configurations is about. */
export interface ConfigTarget {
  readonly record: FunctionRecord;
  readonly qualifier: string;
  /** With the qualifier, `$LATEST` where none was given. */
  readonly arn: string;
  readonly config: EventInvokeConfig | undefined;
}

/** Asks the policies first. Throws AwsError `ResourceNotFoundException` when there is no such function. */
export function configTarget(call: LambdaCall, action: string): ConfigTarget {
  const reference = referenceOf(call);
  const { name } = reference;
  call.caller.authorize({ action, resource: functionArn(call.account, name, reference.qualifier) });
  const record = existingFunction(call, reference);
  const qualifier = configQualifier(reference.qualifier);
  const known = [record.versions, record.aliases].some((names) => Object.hasOwn(names, qualifier));
  if (qualifier !== '' && !known) throw functionNotFound(call.account, reference);
  return {
    record,
    qualifier,
    arn: functionArn(call.account, name, qualifier === '' ? '$LATEST' : qualifier),
    config: record.eventInvokeConfigs[qualifier],
  };
}

/** Throws AwsError `ResourceNotFoundException` when nothing is configured. */
export function existingConfig({ arn, config }: ConfigTarget): EventInvokeConfig {
  if (config !== undefined) return config;
  throw new AwsError(
    'ResourceNotFoundException',
    `The function ${arn} doesn't have an EventInvokeConfig`,
    404,
  );
}

/** Keeps a configuration, or none. */
export async function keepConfig(
  call: LambdaCall,
  { record, qualifier }: ConfigTarget,
  config: EventInvokeConfig | undefined,
): Promise<void> {
  const { [qualifier]: _before, ...others } = record.eventInvokeConfigs;
  await call.functions.put({
    ...record,
    eventInvokeConfigs: config === undefined ? others : { ...others, [qualifier]: config },
  });
}

/** What a request sets. Throws AwsError `InvalidParameterValueException`. */
export function givenConfig(call: LambdaCall, { record }: ConfigTarget): EventInvokeConfig {
  const { MaximumRetryAttempts, MaximumEventAgeInSeconds, DestinationConfig } = bodyMembers(call);
  const maximumRetryAttempts = integer('MaximumRetryAttempts', MaximumRetryAttempts, 0, 2);
  const maximumEventAge = integer('MaximumEventAgeInSeconds', MaximumEventAgeInSeconds, 60, 21_600);
  const onSuccess = destination(call, record, DestinationConfig, 'OnSuccess');
  const onFailure = destination(call, record, DestinationConfig, 'OnFailure');
  if ([MaximumRetryAttempts, MaximumEventAgeInSeconds, DestinationConfig].every((one) => isAbsent(one))) {
    throw invalidParameter('You must specify at least one of error handling or destination setting.');
  }
  return {
    lastModified: call.now(),
    ...(maximumRetryAttempts === undefined ? {} : { maximumRetryAttempts }),
    ...(maximumEventAge === undefined ? {} : { maximumEventAge }),
    ...(onSuccess === undefined ? {} : { onSuccess }),
    ...(onFailure === undefined ? {} : { onFailure }),
  };
}

/** A configuration in the form in which GetFunctionEventInvokeConfig answers it. */
export function configAnswer(arn: string, config: EventInvokeConfig): object {
  const { lastModified = 0, maximumRetryAttempts, maximumEventAge, onSuccess, onFailure } = config;
  const told = (target: string | undefined): object => (target === undefined ? {} : { Destination: target });
  return {
    LastModified: lastModified / 1000,
    FunctionArn: arn,
    ...(maximumRetryAttempts === undefined ? {} : { MaximumRetryAttempts: maximumRetryAttempts }),
    ...(maximumEventAge === undefined ? {} : { MaximumEventAgeInSeconds: maximumEventAge }),
    DestinationConfig: { OnSuccess: told(onSuccess), OnFailure: told(onFailure) },
  };
}

function integer(name: string, value: unknown, least: number, most: number): number | undefined {
  if (isAbsent(value)) return undefined;
  if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value;
  throw invalidParameter(`${name} must be a whole number from ${least} to ${most}.`);
}

function destination(
  { account }: { readonly account: Account },
  record: FunctionRecord,
  config: unknown,
  member: 'OnSuccess' | 'OnFailure',
): string | undefined {
  const arn: unknown = Object(Object(config ?? {})[member] ?? {}).Destination;
  if (isAbsent(arn) || arn === '') return undefined;
  const service = typeof arn === 'string' ? /^arn:[^:]+:([^:]+):[^:]*:[^:]*:.+$/.exec(arn)?.[1] : undefined;
  if (typeof arn !== 'string' || service === undefined) {
    throw invalidParameter(`The destination of ${member} is not an ARN.`);
  }
  if (service !== 'lambda' && service !== 'sqs') {
    throw invalidParameter('Only functions and queues are supported as destinations.');
  }
  if (service === 'lambda' && parseFunctionReference(account, arn).name === record.name) {
    throw invalidParameter("You can't specify the function as a destination for itself.");
  }
  return arn;
}

function isAbsent(value: unknown): value is null | undefined {
  return value === undefined || value === null;
}
