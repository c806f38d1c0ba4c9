import { existingQueue } from '../queue-store.ts';
import { authorize, queueUrl, type SqsOperation } from '../sqs-call.ts';

export const getQueueUrl: SqsOperation = async (call) => {
  const name = call.input.text('QueueName');
  authorize(call, 'GetQueueUrl', name);
  return { QueueUrl: queueUrl(call, existingQueue(call.queues, name).record.name) };
};
