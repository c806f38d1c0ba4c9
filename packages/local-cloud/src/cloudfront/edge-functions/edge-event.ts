import type { HttpRequest } from '../../front-door/http.ts';
import type { HeaderFields } from '../header-fields.ts';

export interface EdgeValue {
  readonly value: string;
  readonly multiValue?: readonly { readonly value: string; readonly attributes?: string }[];
  readonly attributes?: string;
}
export type EdgeValues = Readonly<Record<string, EdgeValue>>;

export interface EdgeRequest {
  readonly method: string;
  readonly uri: string;
  readonly querystring: EdgeValues;
  readonly headers: EdgeValues;
  readonly cookies: EdgeValues;
}

export interface EdgeResponse {
  readonly statusCode: number;
  readonly statusDescription?: string;
  readonly headers?: EdgeValues;
  readonly cookies?: EdgeValues;
  readonly body?: string | { readonly encoding?: string; readonly data: string };
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html */
export interface EdgeEvent {
  readonly version: '1.0';
  readonly context: {
    readonly distributionDomainName: string;
    readonly distributionId: string;
    readonly eventType: 'viewer-request' | 'viewer-response';
    readonly requestId: string;
  };
  readonly viewer: { readonly ip: string };
  readonly request: EdgeRequest;
  readonly response?: EdgeResponse;
}

/**
 * Headers that functions neither see nor set.
 *
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html
 */
export const DISALLOWED_HEADER: RegExp =
  /^(?:connection|expect|keep-alive|proxy-authenticate|proxy-authorization|proxy-connection|trailer|upgrade|x-accel-(?:buffering|charset|limit-rate|redirect)|x-amz-cf-.*|x-amzn-(?:auth|cf-billing|cf-id|cf-xff|errortype|fle-profile|header-count|header-order|lambda-integration-tag|requestid)|x-cache|x-edge-.*|x-forwarded-proto|x-local-cloud-.*|x-real-ip)$/;

/** What functions see of a request. */
export function edgeRequest(request: HttpRequest): EdgeRequest {
  const headers = request.headers
    .map(([name, value]) => [name.toLowerCase(), value] as const)
    .filter(([name]) => name !== 'cookie' && !DISALLOWED_HEADER.test(name));
  const cookies = request
    .headerValues('cookie')
    .flatMap((line) => line.split(';'))
    .map((pair) => pair.trim())
    .filter((pair) => pair !== '')
    .map((pair) => nameAndValue(pair));
  const parameters = request.rawQuery
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => nameAndValue(pair));
  return {
    method: request.method,
    uri: request.rawPath,
    querystring: grouped(parameters),
    headers: grouped(headers),
    cookies: grouped(cookies),
  };
}

/** What functions see of an answer; its body is not shown. */
export function edgeResponse(status: number, description: string, fields: HeaderFields): EdgeResponse {
  const headers: [string, string][] = [];
  const cookies: Record<string, EdgeValue> = {};
  for (const [name, value] of fields.entries()) {
    const folded = name.toLowerCase();
    const values = typeof value === 'string' ? [value] : value;
    if (folded === 'set-cookie') {
      for (const line of values) {
        const [pair = '', ...attributes] = line.split(';');
        const [cookie, content] = nameAndValue(pair.trim());
        put(cookies, cookie, {
          value: content,
          ...(attributes.length === 0 ? {} : { attributes: attributes.join(';').trim() }),
        });
      }
    } else if (!DISALLOWED_HEADER.test(folded))
      headers.push(...values.map((one) => [folded, one] as [string, string]));
  }
  return { statusCode: status, statusDescription: description, headers: grouped(headers), cookies };
}

function nameAndValue(pair: string): readonly [name: string, value: string] {
  const equals = pair.indexOf('=');
  return equals < 0 ? [pair, ''] : [pair.slice(0, equals), pair.slice(equals + 1)];
}

/** The last value is the value; several are also listed. */
function grouped(pairs: readonly (readonly [name: string, value: string])[]): EdgeValues {
  const values: Record<string, EdgeValue> = {};
  for (const [name, value] of pairs) {
    const before = Object.hasOwn(values, name) ? values[name] : undefined;
    const all = before?.multiValue ?? (before === undefined ? [] : [{ value: before.value }]);
    put(values, name, before === undefined ? { value } : { value, multiValue: [...all, { value }] });
  }
  return values;
}

/** Defined, not assigned: a member named `__proto__` stays a member. */
function put(values: Record<string, EdgeValue>, name: string, value: EdgeValue): void {
  Object.defineProperty(values, name, { value, enumerable: true, writable: true, configurable: true });
}
