import { queueFor, type SqsOperation } from '../sqs-call.ts';

export const tagQueue: SqsOperation = async (call) => {
  const queue = queueFor(call, 'TagQueue');
  await call.queues.change(queue, { tags: { ...queue.record.tags, ...call.input.textMap('Tags') } });
  return undefined;
};
