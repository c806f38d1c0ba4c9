import { AwsError } from '../../aws/aws-error.ts';
import { queueFor, type SqsOperation } from '../sqs-call.ts';

export const setQueueAttributes: SqsOperation = async (call) => {
  const queue = queueFor(call, 'SetQueueAttributes');
  const attributes: Record<string, string> = { ...queue.record.attributes };
  for (const [name, value] of Object.entries(call.input.textMap('Attributes'))) {
    if (name === 'FifoQueue') {
      throw new AwsError('InvalidAttributeName', 'You cannot change FifoQueue of a queue that exists.');
    }
    // An empty text takes a policy away.
    if (value === '') delete attributes[name];
    else attributes[name] = value;
  }
  await call.queues.change(queue, { attributes });
  return undefined;
};
