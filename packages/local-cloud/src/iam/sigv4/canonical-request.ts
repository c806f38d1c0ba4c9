import type { HttpRequest } from '../../front-door/http.ts';
import type { Authorization } from './authorization.ts';

/**
 * The canonical request that the signer should have made, to be hashed as latin1: header values are the
 * bytes of the wire. Undefined when a signed header is not there.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function canonicalRequest(
  request: HttpRequest,
  headerValues: HeaderValues,
  authorization: Authorization,
  payloadHash: string,
): string | undefined {
  const headers = canonicalHeaders(headerValues, authorization.signedHeaders);
  if (headers === undefined) return undefined;
  const path =
    authorization.scope.service === 's3' ? encodeOnce(request.rawPath, true) : encodeTwice(request.rawPath);
  const query = canonicalQuery(request.rawQuery, authorization.form === 'query');
  const names = authorization.signedHeaders.join(';');
  return `${request.method}\n${path}\n${query}\n${headers}\n${names}\n${payloadHash}`;
}

/** Header values by name in lower case; those of one name joined by commas, as they are signed. */
export type HeaderValues = ReadonlyMap<string, string>;

export function foldHeaders(request: HttpRequest): HeaderValues {
  const values = new Map<string, string>();
  for (const [name, value] of request.headers) {
    const key = name.toLowerCase();
    const earlier = values.get(key);
    values.set(key, earlier === undefined ? squeeze(value) : `${earlier},${squeeze(value)}`);
  }
  return values;
}

function canonicalHeaders(values: HeaderValues, signed: readonly string[]): string | undefined {
  let text = '';
  for (const name of signed) {
    const value = values.get(name);
    if (value === undefined) return undefined;
    text += `${name}:${value}\n`;
  }
  return text;
}

function squeeze(value: string): string {
  const plain =
    !value.includes('  ') && !value.includes('\t') && !value.startsWith(' ') && !value.endsWith(' ');
  return plain ? value : value.replaceAll(/[ \t]+/g, ' ').trim();
}

/** Every service but S3 signs the path without dots and empty segments, and encodes it a second time. */
function encodeTwice(path: string): string {
  if (/^\/[A-Za-z0-9_~-]*$/.test(path)) return path;
  const kept: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') kept.pop();
    else if (segment !== '' && segment !== '.') kept.push(segment);
  }
  const end = kept.length > 0 && path.endsWith('/') ? '/' : '';
  return `/${kept.map((segment) => encodeBytes(segment)).join('/')}${end}`;
}

/** Brings what is already percent-encoded into the one form that is signed. */
function encodeOnce(text: string, keepSlash: boolean): string {
  if (/^[A-Za-z0-9_.~-]*$/.test(text)) return text;
  return text.replaceAll(/%([0-9a-fA-F]{2})|[^A-Za-z0-9_.~-]/g, (found: string, digits?: string) => {
    if (digits === undefined) return found === '/' && keepSlash ? found : encodeBytes(found);
    const character = String.fromCharCode(Number.parseInt(digits, 16));
    return /[A-Za-z0-9_.~-]/.test(character) ? character : `%${digits.toUpperCase()}`;
  });
}

/** Percent-encodes all but the unreserved characters; a character is one byte of the wire. */
function encodeBytes(text: string): string {
  return text.replaceAll(
    /[^A-Za-z0-9_.~-]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
}

/** Sorted by encoded name, then value. A `+` is the space that the services read it as. */
function canonicalQuery(query: string, presigned: boolean): string {
  if (query === '') return '';
  const pairs: [name: string, value: string][] = [];
  for (const piece of query.split('&')) {
    if (piece === '') continue;
    const equals = piece.indexOf('=');
    const name = encodeOnce((equals < 0 ? piece : piece.slice(0, equals)).replaceAll('+', ' '), false);
    if (presigned && name === 'X-Amz-Signature') continue;
    const value = equals < 0 ? '' : encodeOnce(piece.slice(equals + 1).replaceAll('+', ' '), false);
    pairs.push([name, value]);
  }
  pairs.sort(([a, x], [b, y]) => (a < b ? -1 : a > b ? 1 : x < y ? -1 : x > y ? 1 : 0));
  return pairs.map(([name, value]) => `${name}=${value}`).join('&');
}
