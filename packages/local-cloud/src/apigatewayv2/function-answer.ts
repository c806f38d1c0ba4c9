import { isHeaderName, isHeaderValue, wireHeaderValue } from '../apigateway/header-safety.ts';
import type { HttpResponse } from '../front-door/http.ts';
import { CONNECTION_HEADERS } from './connection-headers.ts';
import type { PayloadFormat } from './http-api-model.ts';

/** An answer read from what a function returned, or why it is none. */
export type FunctionAnswer =
  | { readonly answer: HttpResponse }
  /** One sentence for the journal. */
  | { readonly malformed: string };

/** By lower-case name. */
type Headers = Map<string, string[]>;

/**
 * Reads what a function returned. In format 2.0 whatever has no `statusCode` is the body of a 200, be it
 * JSON or not; in format 1.0 there must be one.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function functionAnswer(payload: string, format: PayloadFormat): FunctionAnswer {
  const returned = parsed(payload);
  if (isRecord(returned) && Object.hasOwn(returned, 'statusCode')) return structured(returned, format);
  if (format === '1.0') {
    return malformed('The function returned no statusCode, which payload format 1.0 asks for.');
  }
  return {
    answer: {
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: typeof returned === 'string' ? returned : payload,
    },
  };
}

function parsed(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch {
    return undefined;
  }
}

function structured(returned: Record<string, unknown>, format: PayloadFormat): FunctionAnswer {
  const { body = null, isBase64Encoded = null, cookies = null } = returned;
  const status = statusOf(returned.statusCode);
  if (status === undefined) return malformed('statusCode is not a status code.');
  if (typeof body === 'object' && body !== null) {
    return malformed('body is an object: it must be a string (JSON.stringify it).');
  }
  if (isBase64Encoded !== null && typeof isBase64Encoded !== 'boolean') {
    return malformed('isBase64Encoded is not a boolean.');
  }
  const headers: Headers = new Map();
  const wrong =
    (format === '1.0' ? addLists(headers, returned.multiValueHeaders) : undefined) ??
    addSingles(headers, returned.headers) ??
    (format === '2.0' ? addCookies(headers, cookies) : undefined);
  if (wrong !== undefined) return malformed(wrong);
  if (!headers.has('content-type')) headers.set('content-type', ['text/plain; charset=utf-8']);
  const text = body === null ? '' : String(body);
  return {
    answer: {
      status,
      headers: wireHeaders(headers),
      body: isBase64Encoded === true ? Buffer.from(text, 'base64') : text,
    },
  };
}

function malformed(sentence: string): FunctionAnswer {
  return { malformed: sentence };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function statusOf(value: unknown): number | undefined {
  const status = typeof value === 'string' && /^\d{3}$/.test(value) ? Number(value) : value;
  // 1xx would announce a further answer that never comes.
  return typeof status === 'number' && Number.isInteger(status) && status >= 200 && status <= 599
    ? status
    : undefined;
}

function addSingles(headers: Headers, given: unknown): string | undefined {
  if (given === undefined || given === null) return undefined;
  if (!isRecord(given)) return 'headers is not an object.';
  for (const [name, value] of Object.entries(given)) {
    const wrong = add(headers, name, value);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

function addLists(headers: Headers, given: unknown): string | undefined {
  if (given === undefined || given === null) return undefined;
  if (!isRecord(given)) return 'multiValueHeaders is not an object.';
  for (const [name, values] of Object.entries(given)) {
    if (!Array.isArray(values)) return `multiValueHeaders has a value that is not a list: ${quoted(name)}.`;
    for (const value of values) {
      const wrong = add(headers, name, value);
      if (wrong !== undefined) return wrong;
    }
  }
  return undefined;
}

function addCookies(headers: Headers, given: unknown): string | undefined {
  if (given === null) return undefined;
  if (!Array.isArray(given)) return 'cookies is not a list.';
  for (const cookie of given) {
    if (typeof cookie !== 'string') return 'cookies has an entry that is not a string.';
    const wrong = add(headers, 'set-cookie', cookie);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

function add(headers: Headers, name: string, value: unknown): string | undefined {
  if (!isHeaderName(name)) return `${quoted(name)} is not a header name.`;
  if (typeof value === 'object') return `The header ${name} is neither a string, a number nor a boolean.`;
  const text = String(value);
  if (!isHeaderValue(text)) return `The header ${name} holds a control character.`;
  const lower = name.toLowerCase();
  if (CONNECTION_HEADERS.has(lower)) return undefined;
  const known = headers.get(lower);
  if (known === undefined) headers.set(lower, [text]);
  else if (!known.includes(text)) known.push(text);
  return undefined;
}

function quoted(name: string): string {
  return JSON.stringify(name.slice(0, 40));
}

function wireHeaders(headers: Headers): Record<string, string | readonly string[]> {
  const wire: Record<string, string | readonly string[]> = Object.create(null);
  for (const [name, values] of headers) {
    const sent = values.map(wireHeaderValue);
    wire[name] = sent.length === 1 && sent[0] !== undefined ? sent[0] : sent;
  }
  return wire;
}
