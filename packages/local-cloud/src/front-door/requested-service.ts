import type { HttpRequest } from './http.ts';

/** Prefixes of `X-Amz-Target` by the signing name of the service they belong to. */
const TARGET_PREFIXES: Readonly<Record<string, string>> = {
  DynamoDB_20120810: 'dynamodb',
  DynamoDBStreams_20120810: 'dynamodb',
  AWSCognitoIdentityProviderService: 'cognito-idp',
  Logs_20140328: 'logs',
  AmazonSQS: 'sqs',
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

/** `dynamodb` of `AKIA.../20261121/us-east-1/dynamodb/aws4_request`. */
function scopeService(scope: string | null | undefined): string | undefined {
  return scope?.split('/').at(-2);
}
