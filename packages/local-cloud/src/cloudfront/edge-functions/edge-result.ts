import type { HeaderLine, HttpRequest, HttpResponse } from '../../front-door/http.ts';
import { HeaderFields } from '../header-fields.ts';
import { DISALLOWED_HEADER, type EdgeRequest, type EdgeResponse } from './edge-event.ts';

/** A function gave something that is neither a request nor a response, or set what it may not. */
export class EdgeResultError extends Error {
  override name = 'EdgeResultError';
}

/** What a function may read but not change. */
const READ_ONLY_OF_REQUEST = new Set(['content-length', 'host', 'transfer-encoding', 'via']);
const READ_ONLY_OF_RESPONSE = new Set([
  'content-encoding',
  'content-length',
  'transfer-encoding',
  'via',
  'warning',
]);
const LONGEST_BODY = 40 * 1024;

type Shape = Readonly<Record<string, unknown>>;

/** Whether a viewer request function answered by itself. */
export function isResponse(result: unknown): boolean {
  return 'statusCode' in objectOf(result);
}

/** The viewer's request as the function changed it. Throws EdgeResultError. */
export function requestOfResult(result: unknown, viewer: HttpRequest, shown: EdgeRequest): HttpRequest {
  const { uri, method, querystring, headers, cookies } = objectOf(result);
  if (typeof uri !== 'string' || !uri.startsWith('/') || !/^[\x21-\x7e]*$/.test(uri) || /[?#]/.test(uri)) {
    throw new EdgeResultError('The uri of the request is not a path that begins with a slash.');
  }
  if (method !== shown.method) throw new EdgeResultError('The method of a request cannot be changed.');
  const query = pairsOf(querystring, 'querystring').map(([name, value]) =>
    value === '' && !viewer.rawQuery.includes(`${name}=`) ? name : `${name}=${value}`,
  );
  const lines: HeaderLine[] = viewer.headers.filter(([name]) => {
    const folded = name.toLowerCase();
    return READ_ONLY_OF_REQUEST.has(folded) || DISALLOWED_HEADER.test(folded);
  });
  for (const [name, value] of pairsOf(headers, 'headers')) {
    if (READ_ONLY_OF_REQUEST.has(name)) {
      if (shown.headers[name]?.value !== value)
        throw new EdgeResultError(`The header ${name} cannot be changed.`);
    } else lines.push([checkedName(name), value]);
  }
  const jar = pairsOf(cookies, 'cookies').map(([name, value]) => `${name}=${value}`);
  if (jar.length > 0) lines.push(['cookie', jar.join('; ')]);
  const target = query.length === 0 ? uri : `${uri}?${query.join('&')}`;
  if (!/^[\x21-\x7e]*$/.test(target)) throw new EdgeResultError('The querystring is not encoded.');
  return viewer.rewritten({ target, headers: lines });
}

/** An answer that a function made. Throws EdgeResultError. */
export function responseOfResult(result: unknown): HttpResponse {
  const fields = new HeaderFields({});
  const status = changeResponse(result, fields, undefined);
  const { body } = objectOf(result);
  const content = bodyOf(body);
  return { status, headers: fields.toHeaders(), ...(content === undefined ? {} : { body: content }) };
}

/**
 * Brings what a viewer response function gave into the headers of an answer; gives the status. `shown` is what the
 * function was given. Throws EdgeResultError.
 */
export function changeResponse(
  result: unknown,
  fields: HeaderFields,
  shown: EdgeResponse | undefined,
): number {
  const { statusCode, headers, cookies } = objectOf(result);
  const status = typeof statusCode === 'string' ? Number(statusCode) : statusCode;
  if (typeof status !== 'number' || !Number.isInteger(status) || status < 200 || status > 599) {
    throw new EdgeResultError('The statusCode of a response must be a whole number from 200 to 599.');
  }
  const before = shown?.headers ?? {};
  for (const name of Object.keys(before)) if (!READ_ONLY_OF_RESPONSE.has(name)) fields.delete(name);
  const lines = new Map<string, string[]>();
  for (const [name, value] of pairsOf(headers ?? {}, 'headers')) {
    if (READ_ONLY_OF_RESPONSE.has(name) && before[name]?.value !== value) {
      throw new EdgeResultError(`The header ${name} cannot be changed.`);
    }
    lines.set(name, [...(lines.get(checkedName(name)) ?? []), value]);
  }
  for (const [name, values] of lines) {
    const [only] = values;
    fields.set(name, values.length === 1 && only !== undefined ? only : values);
  }
  const jar = cookieLines(cookies ?? {});
  fields.delete('set-cookie');
  if (jar.length > 0) fields.set('Set-Cookie', jar);
  return status;
}

function bodyOf(body: unknown): string | Buffer | undefined {
  if (body === undefined || body === null) return undefined;
  const { encoding = 'text', data } = typeof body === 'string' ? { data: body } : (objectOf(body) as Shape);
  if (typeof data !== 'string' || (encoding !== 'text' && encoding !== 'base64')) {
    throw new EdgeResultError(
      'The body of a response must be text, or data with the encoding text or base64.',
    );
  }
  const content = Buffer.from(data, encoding === 'base64' ? 'base64' : 'utf8');
  if (content.length > LONGEST_BODY) throw new EdgeResultError('The body of a response is too long.');
  return content;
}

function cookieLines(cookies: unknown): string[] {
  return Object.entries(objectOf(cookies)).flatMap(([name, entry]) => {
    const { value, attributes, multiValue } = objectOf(entry);
    const all: readonly unknown[] = Array.isArray(multiValue) ? multiValue : [{ value, attributes }];
    return all.map((one) => {
      const { value: content, attributes: further } = objectOf(one);
      const line = `${name}=${checkedText(content)}`;
      return typeof further === 'string' && further !== '' ? `${line}; ${checkedText(further)}` : line;
    });
  });
}

/** Each value of each name; `{ a: { value } }` or `{ a: { multiValue: [{ value }] } }`. */
function pairsOf(values: unknown, what: string): [name: string, value: string][] {
  if (typeof values !== 'object' || values === null) throw new EdgeResultError(`The ${what} are no object.`);
  return Object.entries(values).flatMap(([name, entry]) => {
    const { value, multiValue } = objectOf(entry);
    const all: readonly unknown[] = Array.isArray(multiValue) ? multiValue : [{ value }];
    return all.map((one) => [name, checkedText(objectOf(one).value)] as [string, string]);
  });
}

function checkedName(name: string): string {
  if (!/^[a-z0-9!#$%&'*+.^_`|~-]+$/.test(name) || DISALLOWED_HEADER.test(name)) {
    throw new EdgeResultError(`A function may not set the header ${name.slice(0, 64)}.`);
  }
  return name;
}

function checkedText(value: unknown): string {
  const text = typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
  if (typeof text !== 'string' || !/^[\t\x20-\x7e\x80-\xff]*$/.test(text)) {
    throw new EdgeResultError('A value must be text without control characters.');
  }
  return text;
}

function objectOf(value: unknown): Shape {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
