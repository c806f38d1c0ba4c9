import { createHash } from 'node:crypto';

/** What the API wants to know of bytes before they are sent: how many, and their SHA-256 in Base64. */
export function announced(content: string | Uint8Array): { readonly size: number; readonly sha256: string } {
  return {
    size: Buffer.byteLength(content),
    sha256: createHash('sha256').update(content).digest('base64'),
  };
}
