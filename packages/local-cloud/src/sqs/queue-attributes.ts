import { AwsError } from '../aws/aws-error.ts';
import { type CompiledPolicy, compilePolicy } from '../iam/policy/compiled-policy.ts';

/** A queue's attributes as SetQueueAttributes takes them: texts by name. */
export type AttributeTexts = Readonly<Record<string, string>>;

/** What the attributes of a queue mean. Times are in milliseconds. */
export interface QueueSettings {
  readonly visibilityTimeout: number;
  readonly delay: number;
  readonly maximumMessageSize: number;
  readonly retention: number;
  readonly waitTime: number;
  readonly fifo: boolean;
  readonly contentBasedDeduplication: boolean;
  readonly deduplicationByGroup: boolean;
  readonly redrive: { readonly deadLetterArn: string; readonly maxReceiveCount: number } | undefined;
  readonly policy: CompiledPolicy | undefined;
}

const DEFAULTS: AttributeTexts = {
  VisibilityTimeout: '30',
  DelaySeconds: '0',
  MaximumMessageSize: '1048576',
  MessageRetentionPeriod: '345600',
  ReceiveMessageWaitTimeSeconds: '0',
  SqsManagedSseEnabled: 'true',
};

const NUMBERS: Readonly<Record<string, readonly [least: number, most: number]>> = {
  VisibilityTimeout: [0, 43_200],
  DelaySeconds: [0, 900],
  MaximumMessageSize: [1_024, 1_048_576],
  MessageRetentionPeriod: [60, 1_209_600],
  ReceiveMessageWaitTimeSeconds: [0, 20],
  KmsDataKeyReusePeriodSeconds: [60, 86_400],
};

const CHOICES: Readonly<Record<string, readonly string[]>> = {
  FifoQueue: ['true', 'false'],
  ContentBasedDeduplication: ['true', 'false'],
  SqsManagedSseEnabled: ['true', 'false'],
  DeduplicationScope: ['messageGroup', 'queue'],
  FifoThroughputLimit: ['perQueue', 'perMessageGroupId'],
};

const FIFO_ONLY = new Set(['ContentBasedDeduplication', 'DeduplicationScope', 'FifoThroughputLimit']);
const FREE = new Set(['Policy', 'RedrivePolicy', 'RedriveAllowPolicy', 'KmsMasterKeyId']);

/**
 * What `attributes` of the queue `name` mean, with defaults for what is absent.
 * Throws AwsError `InvalidAttributeName`, `InvalidAttributeValue`.
 * Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
 */
export function queueSettings(name: string, attributes: AttributeTexts): QueueSettings {
  const fifo = attributes.FifoQueue === 'true';
  for (const [attribute, value] of Object.entries(attributes)) checkAttribute(attribute, value, fifo);
  if (fifo !== name.endsWith('.fifo')) {
    throw wrongValue(
      'FifoQueue',
      'The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length.',
    );
  }
  const all = { ...DEFAULTS, ...attributes };
  const milliseconds = (attribute: string): number => Number(all[attribute]) * 1000;
  return {
    visibilityTimeout: milliseconds('VisibilityTimeout'),
    delay: milliseconds('DelaySeconds'),
    maximumMessageSize: Number(all.MaximumMessageSize),
    retention: milliseconds('MessageRetentionPeriod'),
    waitTime: milliseconds('ReceiveMessageWaitTimeSeconds'),
    fifo,
    contentBasedDeduplication: all.ContentBasedDeduplication === 'true',
    deduplicationByGroup: all.DeduplicationScope === 'messageGroup',
    redrive: redriveOf(all.RedrivePolicy),
    policy: policyOf(name, all.Policy),
  };
}

/** The attributes that a queue shows, with defaults for what is absent. */
export function shownAttributes(attributes: AttributeTexts): Record<string, string> {
  const fifo = attributes.FifoQueue === 'true';
  return {
    ...DEFAULTS,
    ...(fifo
      ? { ContentBasedDeduplication: 'false', DeduplicationScope: 'queue', FifoThroughputLimit: 'perQueue' }
      : {}),
    ...attributes,
  };
}

function checkAttribute(name: string, value: string, fifo: boolean): void {
  const range = Object.hasOwn(NUMBERS, name) ? NUMBERS[name] : undefined;
  const choices = Object.hasOwn(CHOICES, name) ? CHOICES[name] : undefined;
  if (range === undefined && choices === undefined && !FREE.has(name)) {
    throw new AwsError('InvalidAttributeName', `Unknown Attribute ${name.slice(0, 100)}.`);
  }
  if (FIFO_ONLY.has(name) && !fifo) throw new AwsError('InvalidAttributeName', `Unknown Attribute ${name}.`);
  const [least, most] = range ?? [0, 0];
  const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
  if (range !== undefined && !(number >= least && number <= most)) throw wrongValue(name);
  if (choices !== undefined && !choices.includes(value)) throw wrongValue(name);
}

function redriveOf(text: string | undefined): QueueSettings['redrive'] {
  if (text === undefined || text === '') return undefined;
  const policy = parsed('RedrivePolicy', text);
  const arn: unknown = Reflect.get(policy, 'deadLetterTargetArn');
  const count = Number(Reflect.get(policy, 'maxReceiveCount'));
  if (typeof arn !== 'string' || !/^arn:[^:]+:sqs:/.test(arn)) throw wrongValue('RedrivePolicy');
  if (!Number.isInteger(count) || count < 1 || count > 1000) throw wrongValue('RedrivePolicy');
  return { deadLetterArn: arn, maxReceiveCount: count };
}

function policyOf(name: string, text: string | undefined): CompiledPolicy | undefined {
  if (text === undefined || text === '') return undefined;
  try {
    return compilePolicy(text, 'resource', `policy of queue ${name}`);
  } catch (cause) {
    if (cause instanceof AwsError) throw wrongValue('Policy');
    throw cause;
  }
}

function parsed(name: string, text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // Falls through to the one answer for everything that is no JSON object.
  }
  throw wrongValue(name);
}

function wrongValue(name: string, reason = `Invalid value for the parameter ${name}.`): AwsError {
  return new AwsError('InvalidAttributeValue', reason);
}
