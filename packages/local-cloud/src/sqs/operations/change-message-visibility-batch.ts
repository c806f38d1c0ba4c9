import { inBatch } from '../batch.ts';
import { queueFor, type SqsOperation } from '../sqs-call.ts';
import { changeVisibilityIn } from './change-message-visibility.ts';

export const changeMessageVisibilityBatch: SqsOperation = async (call) => {
  const queue = queueFor(call, 'ChangeMessageVisibility');
  return inBatch(call.input, (entry) => changeVisibilityIn(call.queues, queue, entry));
};
