import { createHmac, timingSafeEqual } from 'node:crypto';
import { invalidRequest } from '../api/api-problem.ts';

/** Gives the secret that page tokens are authenticated with: 32 bytes that never leave the table and the function. */
export type PageTokenKey = () => Promise<Buffer>;

/**
 * Makes and reads page tokens. A token holds where a list went on and a proof (HMAC-SHA-256, 16 bytes) over
 * that and over what the list was of, so it serves one caller and one query.
 */
export interface PageTokens {
  /** `list` says whose list of what: operation, caller, filters. */
  seal(list: readonly string[], position: string): Promise<string>;
  /** The position in `token`. Throws a 400 problem when it was not made for `list`. */
  open(list: readonly string[], token: string): Promise<string>;
}

const FORM = 1;
const PROOF_BYTES = 16;

export function createPageTokens(key: PageTokenKey): PageTokens {
  const proof = async (list: readonly string[], content: Buffer): Promise<Buffer> =>
    createHmac('sha256', await key())
      .update(JSON.stringify(list))
      .update('\n')
      .update(content)
      .digest()
      .subarray(0, PROOF_BYTES);
  return {
    async seal(list, position) {
      const content = Buffer.concat([Buffer.of(FORM), Buffer.from(position)]);
      return Buffer.concat([await proof(list, content), content]).toString('base64url');
    },
    async open(list, token) {
      const bytes = Buffer.from(token, 'base64url');
      const content = bytes.subarray(PROOF_BYTES);
      // Node's decoder skips what is not base64url; only the one spelling that seal gives is taken.
      if (bytes.toString('base64url') === token && content[0] === FORM) {
        if (timingSafeEqual(bytes.subarray(0, PROOF_BYTES), await proof(list, content))) {
          return content.toString('utf8', 1);
        }
      }
      throw invalidRequest('pageToken', 'Not a page token of this list');
    },
  };
}
