import * as z from 'zod';
import { line, objectSchema } from '../schema.ts';
import {
  type SignedLink,
  type SignedUpload,
  sha256Text,
  signedLinkSchema,
  signedUploadSchema,
} from './signed-transfer.ts';

/** 25 MiB. */
export const MAX_ATTACHMENT_BYTES: number = 25 * 1024 * 1024;

/** How many attachments a task may have. */
export const MAX_ATTACHMENTS: number = 20;

/** What all attachments in one person's lists may take together: 1 GiB. */
export const MAX_ATTACHED_BYTES: number = 1024 * 1024 * 1024;

export const attachmentStatuses: readonly AttachmentStatus[] = ['UPLOADING', 'READY'];
export type AttachmentStatus = 'UPLOADING' | 'READY';

/** What is announced before a file is sent. */
export interface NewAttachment {
  /** A file's name, without folders: 1 to 255 characters. */
  readonly name: string;
  /** `image/png`. What browsers might run is given back as `application/octet-stream`. */
  readonly contentType: string;
  /** Bytes, 1 to 25 MiB. */
  readonly size: number;
  /** The SHA-256 of the content in base64. */
  readonly sha256: string;
}

export interface Attachment extends NewAttachment {
  readonly id: string;
  /** UPLOADING until the upload is confirmed; one that is not within a day is forgotten. */
  readonly status: AttachmentStatus;
  readonly createdAt: string;
  /** The `sub` of the person who added it. */
  readonly createdBy: string;
  /** How to send the content; only in the answer that made it. */
  readonly upload?: SignedUpload;
  /** Where to get the content; only of one attachment that is READY. */
  readonly download?: SignedLink;
}

const name = line(1, 255)
  .refine((value) => !/[/\\]/.test(value) && value.trim() !== '' && !/^\.+$/.test(value), {
    error: 'Not the name of a file without folders',
  })
  .meta({ minLength: 1, maxLength: 255 });

/** A media type without parameters (RFC 6838, 4.2). */
const contentType = z
  .string()
  .max(127)
  .regex(/^[a-z0-9][a-z0-9!#$&^_.+-]{0,63}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,63}$/, {
    error: 'Not a media type in small letters; they look like image/png',
  });

const content = {
  name,
  contentType,
  size: z.int().min(1).max(MAX_ATTACHMENT_BYTES),
  sha256: sha256Text(),
};

export const newAttachmentSchema: z.ZodType<NewAttachment> = objectSchema<NewAttachment>(
  'NewAttachment',
  content,
);

export const attachmentSchema: z.ZodType<Attachment> = objectSchema<Attachment>('Attachment', {
  id: z.uuidv7(),
  ...content,
  status: z.enum(attachmentStatuses),
  createdAt: z.iso.datetime(),
  createdBy: z.string(),
  upload: signedUploadSchema.exactOptional(),
  download: signedLinkSchema.exactOptional(),
});
