import { queueFor, queueUrl, type SqsOperation } from '../sqs-call.ts';

export const listDeadLetterSourceQueues: SqsOperation = async (call) => {
  const { arn } = queueFor(call, 'ListDeadLetterSourceQueues');
  const sources = call.queues.list().filter(({ settings }) => settings.redrive?.deadLetterArn === arn);
  return { queueUrls: sources.map(({ record }) => queueUrl(call, record.name)) };
};
