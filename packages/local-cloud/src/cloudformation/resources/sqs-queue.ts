import { checkQueueName } from '../../sqs/operations/create-queue.ts';
import { queueSettings } from '../../sqs/queue-attributes.ts';
import type { Queue, QueueStore } from '../../sqs/queue-store.ts';
import type {
  Json,
  JsonObject,
  ResourceProvider,
  ResourceRequest,
  ResourceState,
} from '../resource-provider.ts';
import { generatedName } from './generated-name.ts';

/** Properties that are attributes of the same name. */
const ATTRIBUTES = [
  'ContentBasedDeduplication',
  'DeduplicationScope',
  'DelaySeconds',
  'FifoQueue',
  'FifoThroughputLimit',
  'MaximumMessageSize',
  'MessageRetentionPeriod',
  'ReceiveMessageWaitTimeSeconds',
  'RedriveAllowPolicy',
  'RedrivePolicy',
  'SqsManagedSseEnabled',
  'VisibilityTimeout',
];

/** AWS::SQS::Queue */
export function sqsQueueProvider(queues: QueueStore): ResourceProvider {
  const { account } = queues;
  const state = ({ record, arn }: Queue): ResourceState => {
    const url = `https://sqs.${account.region}.${account.urlSuffix}/${account.accountId}/${record.name}`;
    return { physicalId: url, attributes: { Arn: arn, QueueName: record.name, QueueUrl: url } };
  };
  return {
    type: 'AWS::SQS::Queue',
    properties: {
      QueueName: 'supported',
      ...Object.fromEntries(ATTRIBUTES.map((name) => [name, 'supported'] as const)),
      KmsMasterKeyId: { noted: 'nothing is encrypted on the disk' },
      KmsDataKeyReusePeriodSeconds: { noted: 'nothing is encrypted on the disk' },
      Tags: { noted: 'tags of a template are not kept' },
    },
    async create(request) {
      const name = nameOf(request);
      checkQueueName(name);
      const attributes = attributesOf(request.properties);
      queueSettings(name, attributes);
      const { creationToken } = request;
      const known = queues.get(name);
      if (known === undefined) return state(await queues.create(name, attributes, { creationToken }));
      if (known.record.creationToken === creationToken) return state(known);
      throw new Error(`Resource of type 'AWS::SQS::Queue' with identifier '${name}' already exists.`);
    },
    async update({ properties }, current, previous) {
      const queue = queues.get(String(current.attributes.QueueName));
      const fixed = ['QueueName', 'FifoQueue'].some((name) => properties[name] !== previous[name]);
      if (queue === undefined || fixed) return 'replace';
      const { Policy: policy } = queue.record.attributes;
      const attributes = attributesOf(properties);
      await queues.change(queue, {
        attributes: policy === undefined ? attributes : { ...attributes, Policy: policy },
      });
      return current;
    },
    async delete({ attributes }) {
      const queue = queues.get(String(attributes.QueueName));
      if (queue !== undefined) await queues.delete(queue);
    },
  };
}

function nameOf(request: ResourceRequest): string {
  const { QueueName: name, FifoQueue: fifo } = request.properties;
  if (name !== undefined) return String(name);
  return String(fifo) === 'true' ? `${generatedName(request, 75)}.fifo` : generatedName(request, 80);
}

function attributesOf(properties: JsonObject): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const name of ATTRIBUTES) {
    const value = properties[name];
    // FifoQueue: false is the same as no such attribute, which standard queues do not have.
    if (value === undefined || (name === 'FifoQueue' && String(value) === 'false')) continue;
    attributes[name] = textOf(value);
  }
  return attributes;
}

function textOf(value: Json): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
