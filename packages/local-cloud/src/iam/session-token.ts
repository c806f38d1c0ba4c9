import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from 'node:crypto';
import type { Sources } from '../aws/sources.ts';
import { newIamId } from './access-key.ts';
import type { TemporaryCredentials } from './role-credentials.ts';

/** What temporary credentials stand for. */
export interface SessionClaims {
  /** Begins with ASIA; the key that the token belongs to. */
  readonly accessKeyId: string;
  /** The role that was taken on, or the user whose session it is. */
  readonly holder:
    | { readonly type: 'role'; readonly name: string; readonly id: string }
    | { readonly type: 'user'; readonly name: string };
  readonly sessionName: string;
  /** Milliseconds since the epoch. */
  readonly issuedAt: number;
  readonly expiration: number;
  /** Policies, as JSON text, that narrow what the session may do. */
  readonly policies?: readonly string[];
  readonly tags?: Readonly<Record<string, string>>;
}

/** Gives out temporary credentials and recognizes them again. It keeps nothing: the token holds it all. */
export interface SessionTokens {
  issue(claims: Omit<SessionClaims, 'accessKeyId'>): TemporaryCredentials;
  /** Undefined when the token was not made with this key. The expiry is the caller's to check. */
  open(sessionToken: string): SessionClaims | undefined;
  secretOf(accessKeyId: string): string;
}

const VERSION = 1;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Session tokens sealed with AES-256-GCM: the bytes are a version, the nonce, the tag and the sealed
 * claims. The secret access key is derived from the access key id.
 */
export function sessionTokens(sources: Sources, sessionKey: Buffer): SessionTokens {
  const sealingKey = derive(sessionKey, 'session token');
  const secretKey = derive(sessionKey, 'secret access key');
  const secretOf = (accessKeyId: string): string =>
    createHmac('sha256', secretKey).update(accessKeyId).digest().subarray(0, 30).toString('base64');

  return {
    secretOf,
    issue(given) {
      const claims: SessionClaims = { ...given, accessKeyId: newIamId(sources, 'ASIA') };
      const iv = sources.bytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', sealingKey, iv);
      const sealed = Buffer.concat([cipher.update(JSON.stringify(claims)), cipher.final()]);
      const token = Buffer.concat([Buffer.of(VERSION), iv, cipher.getAuthTag(), sealed]);
      return {
        accessKeyId: claims.accessKeyId,
        secretAccessKey: secretOf(claims.accessKeyId),
        sessionToken: token.toString('base64'),
        expiration: claims.expiration,
      };
    },
    open(sessionToken) {
      const bytes = Buffer.from(sessionToken, 'base64');
      if (bytes[0] !== VERSION || bytes.length <= 1 + IV_BYTES + TAG_BYTES) return undefined;
      const iv = bytes.subarray(1, 1 + IV_BYTES);
      const decipher = createDecipheriv('aes-256-gcm', sealingKey, iv, { authTagLength: TAG_BYTES });
      decipher.setAuthTag(bytes.subarray(1 + IV_BYTES, 1 + IV_BYTES + TAG_BYTES));
      try {
        const sealed = bytes.subarray(1 + IV_BYTES + TAG_BYTES);
        const text = Buffer.concat([decipher.update(sealed), decipher.final()]).toString();
        // The tag proves that this process or an earlier one wrote it.
        return JSON.parse(text) as SessionClaims;
      } catch {
        return undefined;
      }
    },
  };
}

function derive(key: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), `local-cloud ${purpose}`, 32));
}
