import type { CorsSettings } from '../../apigatewayv2/http-api-model.ts';
import type { Account } from '../../aws/account.ts';
import { AwsError } from '../../aws/aws-error.ts';
import { flagOf, listOf, objectOf } from '../../cloudformation/resources/property-values.ts';
import { functionNotFound } from '../function-name.ts';
import { type FunctionRecord, functionArn } from '../function-record.ts';
import { existingFunction, invalidParameter, type LambdaCall, referenceOf } from '../lambda-call.ts';
import { type FunctionUrl, functionUrlText, isUrlAuthType } from './function-url.ts';

/** What an operation on function URLs is about. */
export interface UrlTarget {
  readonly record: FunctionRecord;
  readonly qualifier: string;
}

/** Asks the policies first. Throws AwsError `ResourceNotFoundException` for a function or an alias that is not there. */
export function urlTarget(call: LambdaCall, action: string): UrlTarget {
  const reference = referenceOf(call);
  const { name, qualifier = '' } = reference;
  call.caller.authorize({ action, resource: functionArn(call.account, name, reference.qualifier) });
  const record = existingFunction(call, reference);
  checkUrlQualifier(call.account, record, qualifier);
  return { record, qualifier };
}

/** Function URLs belong to a function or to an alias, never to a version. Throws AwsError. */
export function checkUrlQualifier(account: Account, record: FunctionRecord, qualifier: string): void {
  if (qualifier === '') return;
  if (/^(?:\$LATEST|\d+)$/.test(qualifier)) {
    throw invalidParameter('Function URLs are for the function itself or for an alias, not for a version.');
  }
  if (!Object.hasOwn(record.aliases, qualifier))
    throw functionNotFound(account, { name: record.name, qualifier });
}

/** Throws AwsError `ResourceNotFoundException` when the function has no URL. */
export function existingUrl({ record, qualifier }: UrlTarget): FunctionUrl {
  const url = record.urls?.[qualifier];
  if (url !== undefined) return url;
  throw new AwsError('ResourceNotFoundException', 'The resource you requested does not exist.', 404);
}

/**
 * What members of a call or of a template set; what is not given stays as it was.
 * Throws AwsError `InvalidParameterValueException`.
 */
export function urlSettings(
  members: Readonly<Record<string, unknown>>,
  before?: FunctionUrl,
): Pick<FunctionUrl, 'authType' | 'cors'> {
  const { AuthType: authType = before?.authType, Cors, InvokeMode: mode = 'BUFFERED' } = members;
  if (typeof authType !== 'string' || !isUrlAuthType(authType)) {
    throw invalidParameter('AuthType must be NONE or AWS_IAM.');
  }
  if (mode !== 'BUFFERED') throw invalidParameter(`The InvokeMode ${String(mode)} is not supported.`);
  const cors = Cors === undefined || Cors === null ? before?.cors : corsSettings(objectOf(Cors));
  return { authType, ...(cors === undefined ? {} : { cors }) };
}

function corsSettings(members: Readonly<Record<string, unknown>>): CorsSettings {
  const texts = (name: string): string[] => listOf(members[name]).map(String);
  return {
    allowOrigins: texts('AllowOrigins'),
    allowMethods: texts('AllowMethods'),
    allowHeaders: texts('AllowHeaders'),
    exposeHeaders: texts('ExposeHeaders'),
    allowCredentials: flagOf(members.AllowCredentials),
    maxAge: members.MaxAge === undefined ? undefined : Number(members.MaxAge),
  };
}

/** A configuration as GetFunctionUrlConfig answers it. */
export function urlAnswer(account: Account, { record, qualifier }: UrlTarget, url: FunctionUrl): object {
  const { id, authType, cors, createdAt, changedAt } = url;
  return {
    FunctionUrl: functionUrlText(account, id),
    FunctionArn: functionArn(account, record.name, qualifier === '' ? undefined : qualifier),
    AuthType: authType,
    InvokeMode: 'BUFFERED',
    CreationTime: new Date(createdAt).toISOString(),
    LastModifiedTime: new Date(changedAt).toISOString(),
    ...(cors === undefined ? {} : { Cors: corsAnswer(cors) }),
  };
}

function corsAnswer(cors: CorsSettings): object {
  return {
    AllowOrigins: cors.allowOrigins,
    AllowMethods: cors.allowMethods,
    AllowHeaders: cors.allowHeaders,
    ExposeHeaders: cors.exposeHeaders,
    AllowCredentials: cors.allowCredentials,
    ...(cors.maxAge === undefined ? {} : { MaxAge: cors.maxAge }),
  };
}
