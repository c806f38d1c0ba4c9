import { queueFor, type SqsOperation } from '../sqs-call.ts';

export const untagQueue: SqsOperation = async (call) => {
  const queue = queueFor(call, 'UntagQueue');
  const gone = new Set(call.input.texts('TagKeys'));
  const tags = Object.entries(queue.record.tags).filter(([name]) => !gone.has(name));
  await call.queues.change(queue, { tags: Object.fromEntries(tags) });
  return undefined;
};
