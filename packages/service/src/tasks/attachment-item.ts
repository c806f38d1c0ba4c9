import type { Attachment } from '@taskyard/contract';
import { type Item, numberAttribute, textAttribute } from '../dynamo/attributes.ts';
import { taskPartition } from './history-item.ts';
import type { TableKey } from './task-table.ts';

/** An attachment that is ready. */
export const ATTACHMENT_PREFIX: string = 'attachment#';

/** One that was announced; the table's TTL takes it if it is never completed. */
export const UPLOAD_PREFIX: string = 'upload#';

/** How long an announced attachment waits for its content, in seconds. */
export const UPLOAD_SECONDS: number = 24 * 60 * 60;

export type StoredAttachment = Omit<Attachment, 'upload' | 'download'>;

export function attachmentKey(
  taskId: string,
  { id, status }: Pick<StoredAttachment, 'id' | 'status'>,
): TableKey {
  const prefix = status === 'READY' ? ATTACHMENT_PREFIX : UPLOAD_PREFIX;
  return { pk: taskPartition(taskId), sk: `${prefix}${id}` };
}

export function attachmentItem(taskId: string, attachment: StoredAttachment): Item {
  const { pk, sk } = attachmentKey(taskId, attachment);
  const expiresAt = Math.floor(Date.parse(attachment.createdAt) / 1000) + UPLOAD_SECONDS;
  return {
    pk: { S: pk },
    sk: { S: sk },
    name: { S: attachment.name },
    contentType: { S: attachment.contentType },
    size: { N: String(attachment.size) },
    sha256: { S: attachment.sha256 },
    createdAt: { S: attachment.createdAt },
    createdBy: { S: attachment.createdBy },
    ...(attachment.status === 'READY' ? {} : { expiresAt: { N: String(expiresAt) } }),
  };
}

export function attachmentOf(item: Item): StoredAttachment {
  const sk = textAttribute(item, 'sk');
  return {
    id: sk.slice(sk.indexOf('#') + 1),
    name: textAttribute(item, 'name'),
    contentType: textAttribute(item, 'contentType'),
    size: numberAttribute(item, 'size'),
    sha256: textAttribute(item, 'sha256'),
    status: sk.startsWith(ATTACHMENT_PREFIX) ? 'READY' : 'UPLOADING',
    createdAt: textAttribute(item, 'createdAt'),
    createdBy: textAttribute(item, 'createdBy'),
  };
}

/** Whether an announced attachment has waited too long. `now` is in milliseconds. */
export function isForgotten(item: Item, now: number): boolean {
  return item.expiresAt !== undefined && numberAttribute(item, 'expiresAt') * 1000 <= now;
}

/** Where clients send a content to. The bucket forgets what stays there for a day. */
export function uploadObject(taskId: string, id: string): string {
  return `uploads/${taskId}/${id}`;
}

/** Where a content is kept, out of reach of the link that it was sent with. */
export function attachmentObject(taskId: string, id: string): string {
  return `attachments/${taskId}/${id}`;
}
