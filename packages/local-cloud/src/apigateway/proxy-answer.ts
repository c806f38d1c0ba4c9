import type { HttpResponse } from '../front-door/http.ts';
import type { Exchange } from './exchange.ts';
import { isHeaderName, isHeaderValue, wireHeaderValue } from './header-safety.ts';
import { remappedName } from './remapped-headers.ts';

/** A proxy answer read from what a function returned, or why it is none. */
export type ProxyAnswer =
  | { readonly answer: HttpResponse }
  /** One sentence for the journal. */
  | { readonly malformed: string };

const ALLOWED: ReadonlySet<string> = new Set([
  'statusCode',
  'headers',
  'multiValueHeaders',
  'body',
  'isBase64Encoded',
]);

/** Headers that a function cannot set at all. */
const DROPPED: ReadonlySet<string> = new Set(['transfer-encoding', 'x-amzn-trace-id']);

type HeaderValues = Map<string, { readonly name: string; readonly values: string[] }>;

/**
 * Reads the JSON that a function returned for a proxy integration.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-output-format
 */
export function proxyAnswer(payload: string, exchange: Exchange): ProxyAnswer {
  let returned: unknown;
  try {
    returned = JSON.parse(payload);
  } catch {
    return malformed('The function returned something that is not JSON.');
  }
  if (!isRecord(returned)) return malformed(`The function returned ${kindOf(returned)}, not an object.`);
  for (const key of Object.keys(returned)) {
    if (!ALLOWED.has(key)) return malformed(`The answer has a key that is not allowed: ${printable(key)}.`);
  }
  const status = statusOf(returned.statusCode);
  if (status === undefined) return malformed('statusCode is not a status code.');
  const headers = headersOf(returned.headers, returned.multiValueHeaders);
  if (typeof headers === 'string') return malformed(headers);
  const { body = null, isBase64Encoded = null } = returned;
  if (typeof body === 'object' && body !== null) {
    return malformed('body is an object: it must be a string (JSON.stringify it).');
  }
  if (isBase64Encoded !== null && typeof isBase64Encoded !== 'boolean') {
    return malformed('isBase64Encoded is not a boolean.');
  }
  if (!headers.has('content-type')) {
    headers.set('content-type', { name: 'Content-Type', values: ['application/json'] });
  }
  const text = body === null ? '' : String(body);
  const decode = isBase64Encoded === true && exchange.facts.isBinary(exchange.http.header('accept'));
  return {
    answer: {
      status,
      headers: wireHeaders(headers),
      body: decode ? Buffer.from(text, 'base64') : text,
    },
  };
}

function malformed(sentence: string): ProxyAnswer {
  return { malformed: sentence };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function kindOf(value: unknown): string {
  return value === null ? 'nothing (null)' : Array.isArray(value) ? 'a list' : `a ${typeof value}`;
}

function printable(key: string): string {
  return JSON.stringify(key.slice(0, 40));
}

function statusOf(value: unknown): number | undefined {
  if (value === undefined || value === null) return 200;
  const status = typeof value === 'string' && /^\d{3}$/.test(value) ? Number(value) : value;
  // 1xx would announce a further answer that never comes.
  return Number.isInteger(status) && Number(status) >= 200 && Number(status) <= 599
    ? Number(status)
    : undefined;
}

/** The merged headers by lower-case name, or a sentence saying what is wrong with them. */
function headersOf(single: unknown, multi: unknown): HeaderValues | string {
  const merged: HeaderValues = new Map();
  if (multi !== undefined && multi !== null) {
    if (!isRecord(multi)) return 'multiValueHeaders is not an object.';
    for (const [name, list] of Object.entries(multi)) {
      if (!Array.isArray(list))
        return `multiValueHeaders has a value that is not a list: ${printable(name)}.`;
      for (const value of list) {
        const wrong = add(merged, name, value);
        if (wrong !== undefined) return wrong;
      }
    }
  }
  if (single !== undefined && single !== null) {
    if (!isRecord(single)) return 'headers is not an object.';
    for (const [name, value] of Object.entries(single)) {
      const wrong = add(merged, name, value);
      if (wrong !== undefined) return wrong;
    }
  }
  return merged;
}

function add(merged: HeaderValues, name: string, value: unknown): string | undefined {
  if (!isHeaderName(name)) return `${printable(name)} is not a header name.`;
  if (typeof value !== 'string' && typeof value !== 'boolean') {
    return `The header ${name} is ${kindOf(value)}, neither a string nor a boolean.`;
  }
  const text = String(value);
  if (!isHeaderValue(text)) return `The header ${name} holds a control character.`;
  const lower = name.toLowerCase();
  if (DROPPED.has(lower)) return undefined;
  const known = merged.get(lower);
  if (known === undefined) merged.set(lower, { name: remappedName(name), values: [text] });
  else if (!known.values.includes(text)) known.values.push(text);
  return undefined;
}

function wireHeaders(headers: HeaderValues): Record<string, string | readonly string[]> {
  const wire: Record<string, string | readonly string[]> = Object.create(null);
  for (const { name, values } of headers.values()) {
    const [only] = values;
    wire[name] =
      values.length === 1 && only !== undefined ? wireHeaderValue(only) : values.map(wireHeaderValue);
  }
  return wire;
}
