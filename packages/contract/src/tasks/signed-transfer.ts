import * as z from 'zod';
import { objectSchema } from '../schema.ts';

/** A request that anybody who has it may send to S3, once or more, until it expires. It needs no token. */
export interface SignedUpload {
  readonly method: 'PUT';
  readonly url: string;
  /** Send these as they are. S3 takes only the announced bytes, by their number and their SHA-256. */
  readonly headers: Readonly<Record<string, string>>;
  readonly expiresAt: string;
}

/** A link that anybody who has it may follow until it expires. It needs no token. */
export interface SignedLink {
  readonly url: string;
  readonly expiresAt: string;
}

export const signedUploadSchema: z.ZodType<SignedUpload> = objectSchema<SignedUpload>('SignedUpload', {
  method: z.literal('PUT'),
  url: z.url(),
  headers: z.record(z.string(), z.string()),
  expiresAt: z.iso.datetime(),
});

export const signedLinkSchema: z.ZodType<SignedLink> = objectSchema<SignedLink>('SignedLink', {
  url: z.url(),
  expiresAt: z.iso.datetime(),
});

/** A SHA-256 as S3 writes it: base64, 44 characters. */
export function sha256Text(): z.ZodType<string> {
  return z
    .string()
    .regex(/^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/, { error: 'Not a SHA-256 in base64 (44 characters)' });
}
