import { createHash } from 'node:crypto';
import { AwsError } from '../aws/aws-error.ts';
import type { MessageAttribute } from './message.ts';
import { sequenceNumber } from './message.ts';
import { attributesDigest, bodyDigest } from './message-digests.ts';
import type { Queue } from './queue-store.ts';
import { invalidParameter, type SqsInput } from './sqs-input.ts';

/** Sends the message that `input` describes: of SendMessage, or of an entry of its batch. */
export async function sendTo(queue: Queue, input: SqsInput, senderId: string): Promise<object> {
  const { settings, messages } = queue;
  const body = input.text('MessageBody');
  const attributes = messageAttributes(input, 'MessageAttributes');
  checkContents(body, attributes, settings.maximumMessageSize);
  const seconds = input.optionalInteger('DelaySeconds', 0, 900);
  if (settings.fifo && seconds !== undefined && seconds > 0) {
    throw invalidParameter(
      'Value for parameter DelaySeconds is invalid. Reason: The request include parameter that is not valid for this queue type.',
    );
  }
  const trace = messageAttributes(input, 'MessageSystemAttributes').AWSTraceHeader?.StringValue;
  const sent = await messages.send(
    {
      body,
      attributes,
      senderId,
      delay: seconds === undefined ? undefined : seconds * 1000,
      ...(trace === undefined ? {} : { traceHeader: trace }),
      ...order(queue, input, body),
    },
    settings,
  );
  const digest = attributesDigest(attributes);
  return {
    MessageId: sent.id,
    MD5OfMessageBody: bodyDigest(body),
    ...(digest === undefined ? {} : { MD5OfMessageAttributes: digest }),
    ...(settings.fifo ? { SequenceNumber: sequenceNumber(sent) } : {}),
  };
}

/** The group and the deduplication id: both or none, by the kind of the queue. */
function order(
  { settings }: Queue,
  input: SqsInput,
  body: string,
): { readonly groupId?: string; readonly deduplicationId?: string } {
  const groupId = input.optionalText('MessageGroupId');
  const given = input.optionalText('MessageDeduplicationId');
  for (const id of [groupId, given]) {
    if (id !== undefined && !/^[!-~]{1,128}$/.test(id)) {
      throw invalidParameter(
        'MessageGroupId and MessageDeduplicationId can have up to 128 alphanumeric and punctuation characters.',
      );
    }
  }
  if (!settings.fifo) {
    if (given !== undefined) {
      throw invalidParameter(
        'The request includes a parameter that is not valid for this queue type: MessageDeduplicationId.',
      );
    }
    // Groups of standard queues only make receivers fair, which one machine does not need.
    return {};
  }
  if (groupId === undefined) {
    throw new AwsError(
      'MissingRequiredParameterException',
      'The request must contain the parameter MessageGroupId.',
    );
  }
  if (given !== undefined) return { groupId, deduplicationId: given };
  if (!settings.contentBasedDeduplication) {
    throw invalidParameter(
      'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
    );
  }
  return { groupId, deduplicationId: createHash('sha256').update(body).digest('hex') };
}

function messageAttributes(input: SqsInput, member: string): Record<string, MessageAttribute> {
  const attributes: Record<string, MessageAttribute> = Object.create(null);
  const given = Object.entries(input.record(member));
  if (given.length > 10)
    throw invalidParameter('Number of message attributes exceeds the allowed maximum [10].');
  for (const [name, value] of given) {
    if (!/^[A-Za-z0-9_.-]{1,256}$/.test(name) || /^\.|\.$|\.\.|^(?:aws|amazon)\./i.test(name)) {
      throw invalidParameter(`The message attribute name '${name.slice(0, 100)}' is invalid.`);
    }
    attributes[name] = attributeOf(name, value);
  }
  return attributes;
}

function attributeOf(name: string, value: unknown): MessageAttribute {
  const member = (key: string): unknown =>
    typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  const [DataType, StringValue, BinaryValue] = ['DataType', 'StringValue', 'BinaryValue'].map(member);
  const kind = typeof DataType === 'string' ? DataType.split('.')[0] : '';
  const wrong = (reason: string): AwsError => invalidParameter(`The message attribute '${name}' ${reason}`);
  if (
    typeof DataType !== 'string' ||
    DataType.length > 256 ||
    !['String', 'Number', 'Binary'].includes(kind ?? '')
  ) {
    throw wrong(
      'has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.',
    );
  }
  if (kind === 'Binary') {
    if (typeof BinaryValue !== 'string' || BinaryValue === '')
      throw wrong('must contain a non-empty message attribute value.');
    return { DataType, BinaryValue };
  }
  if (typeof StringValue !== 'string' || StringValue === '') {
    throw wrong(`must contain a non-empty message attribute value for message attribute type '${kind}'.`);
  }
  if (kind === 'Number' && !Number.isFinite(Number(StringValue))) throw wrong('is not a number.');
  return { DataType, StringValue };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what a message may not hold
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

function checkContents(
  body: string,
  attributes: Readonly<Record<string, MessageAttribute>>,
  most: number,
): void {
  let size = Buffer.byteLength(body);
  for (const [name, { DataType, StringValue = '', BinaryValue = '' }] of Object.entries(attributes)) {
    size += Buffer.byteLength(name) + Buffer.byteLength(DataType) + Buffer.byteLength(StringValue);
    size += Buffer.byteLength(BinaryValue, 'base64');
  }
  if (size > most) {
    throw invalidParameter(
      `One or more parameters are invalid. Reason: Message must be shorter than ${most} bytes.`,
    );
  }
  if (FORBIDDEN.test(body) || /\p{Surrogate}/u.test(body)) {
    throw new AwsError(
      'InvalidMessageContents',
      'Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF',
    );
  }
}
