import { queueFor, type SqsOperation } from '../sqs-call.ts';

export const listQueueTags: SqsOperation = async (call) => {
  const { tags } = queueFor(call, 'ListQueueTags').record;
  return Object.keys(tags).length === 0 ? {} : { Tags: tags };
};
