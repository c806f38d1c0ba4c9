import type { HttpRequest } from './http.ts';

/** Prefixes of `X-Amz-Target` by the signing name of the service they belong to. */
const TARGET_PREFIXES: Readonly<Record<string, string>> = {
  DynamoDB_20120810: 'dynamodb',
  DynamoDBStreams_20120810: 'dynamodb',
  AWSCognitoIdentityProviderService: 'cognito-idp',
  Logs_20140328: 'logs',
  AWSEvents: 'events',
  AmazonSQS: 'sqs',
  AmazonSSM: 'ssm',
  secretsmanager: 'secretsmanager',
  GraniteServiceVersion20100801: 'monitoring',
};

/**
 * The signing name of the AWS service that a request is meant for, or undefined when it is no call of
 * an AWS operation. The credential scope tells it, in the header or in a presigned URL; an unsigned call
 * is known by its target or its path.
 */
export function requestedService(request: HttpRequest): string | undefined {
  const scope =
    /^AWS4-HMAC-SHA256\s.*Credential=([^,\s]+)/.exec(request.header('authorization') ?? '')?.[1] ??
    (request.rawQuery.includes('X-Amz-Credential=') ? request.query.get('X-Amz-Credential') : undefined);
  const target = request.header('x-amz-target');
  if (target !== undefined) {
    return TARGET_PREFIXES[target.slice(0, target.lastIndexOf('.'))] ?? scopeService(scope) ?? 'unknown';
  }
  if (scope) return scopeService(scope) ?? 'unknown';
  if (/^\/20\d\d-\d\d-\d\d\/functions(?:\/|$)/.test(request.rawPath)) return 'lambda';
  return undefined;
}

/** The versions of the APIs in the query protocol, by which an unsigned call of one is known. */
const QUERY_VERSIONS: Readonly<Record<string, string>> = {
  '2010-05-08': 'iam',
  '2010-08-01': 'monitoring',
  '2011-06-15': 'sts',
  '2012-11-05': 'sqs',
  '2016-11-15': 'ec2',
};

/** Nobody who signs nothing has more to say. */
const LONGEST_FORM = 64 * 1024;

/** The service that an unsigned form of the query protocol is meant for; AWS knows it by its host. */
export async function requestedByForm(request: HttpRequest): Promise<string | undefined> {
  if (request.rawPath !== '/') return undefined;
  const isForm = request.header('content-type')?.startsWith('application/x-www-form-urlencoded') === true;
  if (request.method === 'POST' && !isForm) return undefined;
  if (Number(request.header('content-length') ?? 0) > LONGEST_FORM) return undefined;
  const form =
    request.method === 'POST' ? new URLSearchParams((await request.body()).toString()) : request.query;
  const version = form.get('Version') ?? '';
  return form.has('Action') && Object.hasOwn(QUERY_VERSIONS, version) ? QUERY_VERSIONS[version] : undefined;
}

/** `dynamodb` of `AKIA.../20261121/us-east-1/dynamodb/aws4_request`. */
function scopeService(scope: string | null | undefined): string | undefined {
  return scope?.split('/').at(-2);
}
