import { AwsError } from '../aws/aws-error.ts';
import type { QueuedMessage } from './message.ts';
import type { Queue } from './queue-store.ts';

/** Names one receive of one message to whoever got it. */
export function receiptHandle({ record }: Queue, { id, receipt = '' }: QueuedMessage): string {
  return Buffer.from(`${record.id}/${id}/${receipt}`).toString('base64');
}

/**
 * The message that a handle names; undefined when it was deleted, or received again since.
 * Throws AwsError `ReceiptHandleIsInvalid`.
 */
export function receivedMessage({ record, messages }: Queue, handle: string): QueuedMessage | undefined {
  const [queueId, id = '', receipt] = Buffer.from(handle, 'base64').toString().split('/');
  if (queueId !== record.id || receipt === undefined) {
    throw new AwsError('ReceiptHandleIsInvalid', 'The input receipt handle is invalid.');
  }
  const message = messages.get(id);
  return message?.receipt === receipt ? message : undefined;
}
