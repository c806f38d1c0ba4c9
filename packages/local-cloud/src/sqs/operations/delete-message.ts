import type { Queue } from '../queue-store.ts';
import { receivedMessage } from '../receipt-handle.ts';
import { queueFor, type SqsOperation } from '../sqs-call.ts';
import type { SqsInput } from '../sqs-input.ts';

export const deleteMessage: SqsOperation = async (call) => {
  await deleteFrom(queueFor(call, 'DeleteMessage'), call.input);
  return undefined;
};

/** Deletes the message of the input's handle; what is gone already, or was received again, is left alone. */
export async function deleteFrom(queue: Queue, input: SqsInput): Promise<object> {
  const message = receivedMessage(queue, input.text('ReceiptHandle'));
  if (message !== undefined) await queue.messages.delete(message.id);
  return {};
}
