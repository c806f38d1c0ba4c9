import { queueFor, type SqsOperation } from '../sqs-call.ts';

export const deleteQueue: SqsOperation = async (call) => {
  await call.queues.delete(queueFor(call, 'DeleteQueue'));
  return undefined;
};
