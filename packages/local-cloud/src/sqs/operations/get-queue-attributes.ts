import { AwsError } from '../../aws/aws-error.ts';
import { shownAttributes } from '../queue-attributes.ts';
import type { Queue } from '../queue-store.ts';
import { queueFor, type SqsOperation } from '../sqs-call.ts';

export const getQueueAttributes: SqsOperation = async (call) => {
  const queue = queueFor(call, 'GetQueueAttributes');
  const all = attributesOf(queue);
  const wanted = call.input.texts('AttributeNames');
  if (wanted.length === 0) return {};
  if (wanted.includes('All')) return { Attributes: all };
  const Attributes: Record<string, string> = {};
  for (const name of wanted) {
    if (!KNOWN.has(name))
      throw new AwsError('InvalidAttributeName', `Unknown Attribute ${name.slice(0, 100)}.`);
    const value = Object.hasOwn(all, name) ? all[name] : undefined;
    if (value !== undefined) Attributes[name] = value;
  }
  return { Attributes };
};

const KNOWN = new Set([
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesDelayed',
  'ApproximateNumberOfMessagesNotVisible',
  'ContentBasedDeduplication',
  'CreatedTimestamp',
  'DeduplicationScope',
  'DelaySeconds',
  'FifoQueue',
  'FifoThroughputLimit',
  'KmsDataKeyReusePeriodSeconds',
  'KmsMasterKeyId',
  'LastModifiedTimestamp',
  'MaximumMessageSize',
  'MessageRetentionPeriod',
  'Policy',
  'QueueArn',
  'ReceiveMessageWaitTimeSeconds',
  'RedriveAllowPolicy',
  'RedrivePolicy',
  'SqsManagedSseEnabled',
  'VisibilityTimeout',
]);

function attributesOf({ arn, messages, record }: Queue): Record<string, string> {
  const { visible, inFlight, delayed } = messages.counts();
  return {
    ...shownAttributes(record.attributes),
    QueueArn: arn,
    ApproximateNumberOfMessages: String(visible),
    ApproximateNumberOfMessagesNotVisible: String(inFlight),
    ApproximateNumberOfMessagesDelayed: String(delayed),
    CreatedTimestamp: String(record.createdAt),
    LastModifiedTimestamp: String(record.changedAt),
  };
}
