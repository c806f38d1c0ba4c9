import type { HttpRequest, HttpResponse } from '../front-door/http.ts';
import type { BucketRecord, CorsRule } from './bucket-record.ts';
import { s3Error } from './s3-errors.ts';

const METHODS = ['GET', 'PUT', 'HEAD', 'POST', 'DELETE'];
const MOST_RULES = 100;

/** Throws AwsError for rules that S3 does not take. */
export function checkCorsRules(rules: readonly CorsRule[]): readonly CorsRule[] {
  if (rules.length === 0 || rules.length > MOST_RULES) throw s3Error('MalformedXML');
  for (const { allowedMethods, allowedOrigins, allowedHeaders } of rules) {
    if (allowedMethods.length === 0 || allowedOrigins.length === 0) throw s3Error('MalformedXML');
    for (const method of allowedMethods) {
      if (!METHODS.includes(method)) {
        throw s3Error(
          'InvalidRequest',
          {},
          `Found unsupported HTTP method in CORS config. Unsupported method is ${method.slice(0, 32)}`,
        );
      }
    }
    for (const origin of allowedOrigins) refuseWildcards('AllowedOrigin', origin);
    for (const header of allowedHeaders) refuseWildcards('AllowedHeader', header);
  }
  return rules;
}

function refuseWildcards(name: string, value: string): void {
  if (value.split('*').length <= 2) return;
  throw s3Error(
    'InvalidRequest',
    {},
    `${name} "${value.slice(0, 128)}" can not have more than one wildcard.`,
  );
}

/** The answer to a browser that asks before it sends. Throws AwsError `AccessForbidden`. */
export function preflight(request: HttpRequest, bucket: BucketRecord | undefined): HttpResponse {
  const origin = request.header('origin');
  const method = request.header('access-control-request-method');
  if (origin === undefined || method === undefined) {
    throw s3Error('InvalidRequest', {}, 'Insufficient information. Origin request header needed.');
  }
  if (bucket === undefined || bucket.cors.length === 0) {
    throw s3Error('AccessForbidden', {}, 'CORSResponse: CORS is not enabled for this bucket.');
  }
  const headers = (request.header('access-control-request-headers') ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '');
  const rule = bucket.cors.find((one) => allows(one, origin, method, headers));
  if (rule === undefined) {
    throw s3Error(
      'AccessForbidden',
      { Method: method.slice(0, 32), ResourceType: 'OBJECT' },
      "CORSResponse: This CORS request is not allowed. This is usually because the evalution of Origin, request method / Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by the resource's CORS spec.",
    );
  }
  return {
    status: 200,
    headers: {
      ...corsHeaders(rule, origin),
      ...(headers.length === 0 ? {} : { 'Access-Control-Allow-Headers': headers.join(', ') }),
      ...(rule.maxAgeSeconds === undefined ? {} : { 'Access-Control-Max-Age': String(rule.maxAgeSeconds) }),
    },
  };
}

/** The headers that let a page of another origin read the answer; none when no rule lets it. */
export function crossOriginHeaders(
  request: HttpRequest,
  bucket: BucketRecord | undefined,
): Record<string, string> {
  const origin = request.header('origin');
  if (origin === undefined) return {};
  const rule = bucket?.cors.find((one) => allows(one, origin, request.method, []));
  return rule === undefined ? {} : corsHeaders(rule, origin);
}

function allows(rule: CorsRule, origin: string, method: string, headers: readonly string[]): boolean {
  return (
    rule.allowedMethods.includes(method) &&
    rule.allowedOrigins.some((pattern) => matches(pattern, origin)) &&
    headers.every((name) => rule.allowedHeaders.some((pattern) => matches(pattern.toLowerCase(), name)))
  );
}

/** A pattern has one wildcard at most. */
function matches(pattern: string, text: string): boolean {
  const star = pattern.indexOf('*');
  if (star < 0) return pattern === text;
  const [start, end] = [pattern.slice(0, star), pattern.slice(star + 1)];
  return text.length >= start.length + end.length && text.startsWith(start) && text.endsWith(end);
}

function corsHeaders(rule: CorsRule, origin: string): Record<string, string> {
  const everybody = rule.allowedOrigins.includes('*');
  return {
    'Access-Control-Allow-Origin': everybody ? '*' : origin,
    ...(everybody ? {} : { 'Access-Control-Allow-Credentials': 'true' }),
    'Access-Control-Allow-Methods': rule.allowedMethods.join(', '),
    ...(rule.exposeHeaders.length === 0
      ? {}
      : { 'Access-Control-Expose-Headers': rule.exposeHeaders.join(', ') }),
    Vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
  };
}
