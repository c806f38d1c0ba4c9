import { AwsError } from '../../aws/aws-error.ts';
import type { Queue, QueueStore } from '../queue-store.ts';
import { receivedMessage } from '../receipt-handle.ts';
import { queueFor, type SqsOperation } from '../sqs-call.ts';
import { invalidParameter, type SqsInput } from '../sqs-input.ts';

export const changeMessageVisibility: SqsOperation = async (call) => {
  await changeVisibilityIn(call.queues, queueFor(call, 'ChangeMessageVisibility'), call.input);
  return undefined;
};

/** Hides the message of the input's handle for another time from now on. Throws AwsError `MessageNotInflight`. */
export async function changeVisibilityIn(queues: QueueStore, queue: Queue, input: SqsInput): Promise<object> {
  const seconds = input.optionalInteger('VisibilityTimeout', 0, 43_200);
  if (seconds === undefined)
    throw invalidParameter('The request must contain the parameter VisibilityTimeout.');
  const message = receivedMessage(queue, input.text('ReceiptHandle'));
  if (message === undefined || message.visibleAt <= queues.sources.now()) {
    throw new AwsError(
      'MessageNotInflight',
      'The specified message is not in flight, or was received again since.',
    );
  }
  await queue.messages.changeVisibility(message, seconds * 1000);
  return {};
}
