import { type KeyObject, sign, verify } from 'node:crypto';
import { promisify } from 'node:util';

/** Both run on the thread pool: an RSA signature takes about a millisecond. */
const signBytes = promisify<string, Buffer, KeyObject, Buffer>(sign);
const verifyBytes = promisify<string, Buffer, KeyObject, Buffer, boolean>(verify);

/** Longer than any token that is issued; spares work on floods. */
const MAX_TOKEN_LENGTH = 64 * 1024;

export interface ParsedJwt {
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
  /** What the signature covers. */
  readonly signed: Buffer;
  readonly signature: Buffer;
}

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** A JWS in compact form with Cognito's header, which has no `typ`. */
export async function signJwt(kid: string, key: KeyObject, claims: object): Promise<string> {
  const signed = `${encoded({ kid, alg: 'RS256' })}.${encoded(claims)}`;
  const signature = await signBytes('RSA-SHA256', Buffer.from(signed), key);
  return `${signed}.${signature.toString('base64url')}`;
}

/** The bytes of a part, or undefined unless it is their one and only base64url form. */
function decoded(part: string): Buffer | undefined {
  const bytes = Buffer.from(part, 'base64url');
  return part !== '' && bytes.toString('base64url') === part ? bytes : undefined;
}

function jsonObject(part: string): Record<string, unknown> | undefined {
  const bytes = decoded(part);
  if (bytes === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(bytes.toString());
    return value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value))
      : undefined;
  } catch {
    return undefined;
  }
}

/** Takes a compact JWS apart without believing any of it; undefined when it is not one. */
export function parseJwt(token: string): ParsedJwt | undefined {
  if (token.length > MAX_TOKEN_LENGTH) return undefined;
  const [head, body, tail, ...rest] = token.split('.');
  if (head === undefined || body === undefined || tail === undefined || rest.length > 0) return undefined;
  const header = jsonObject(head);
  const claims = jsonObject(body);
  const signature = decoded(tail);
  if (header === undefined || claims === undefined || signature === undefined) return undefined;
  return { header, claims, signed: Buffer.from(`${head}.${body}`), signature };
}

export function hasSignatureOf(jwt: ParsedJwt, key: KeyObject): Promise<boolean> {
  return verifyBytes('RSA-SHA256', jwt.signed, key, jwt.signature);
}
