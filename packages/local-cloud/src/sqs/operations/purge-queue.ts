import { queueFor, type SqsOperation } from '../sqs-call.ts';

export const purgeQueue: SqsOperation = async (call) => {
  await queueFor(call, 'PurgeQueue').messages.purge();
  return undefined;
};
