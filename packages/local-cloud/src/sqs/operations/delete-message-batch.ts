import { inBatch } from '../batch.ts';
import { queueFor, type SqsOperation } from '../sqs-call.ts';
import { deleteFrom } from './delete-message.ts';

export const deleteMessageBatch: SqsOperation = async (call) => {
  const queue = queueFor(call, 'DeleteMessage');
  return inBatch(call.input, (entry) => deleteFrom(queue, entry));
};
