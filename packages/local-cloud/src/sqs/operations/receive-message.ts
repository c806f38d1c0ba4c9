import { type QueuedMessage, systemAttributes } from '../message.ts';
import { attributesDigest, bodyDigest } from '../message-digests.ts';
import type { Queue } from '../queue-store.ts';
import { receiptHandle } from '../receipt-handle.ts';
import { queueFor, type SqsOperation } from '../sqs-call.ts';
import type { SqsInput } from '../sqs-input.ts';

export const receiveMessage: SqsOperation = async (call) => {
  const { input, queues } = call;
  const queue = queueFor(call, 'ReceiveMessage');
  const most = input.optionalInteger('MaxNumberOfMessages', 1, 10) ?? 1;
  const wait = input.optionalInteger('WaitTimeSeconds', 0, 20);
  const timeout = input.optionalInteger('VisibilityTimeout', 0, 43_200);
  const received = await queues.receive(
    queue,
    most,
    wait === undefined ? queue.settings.waitTime : wait * 1000,
    timeout === undefined ? queue.settings.visibilityTimeout : timeout * 1000,
  );
  if (received.length === 0) return {};
  return { Messages: received.map((message) => shown(queue, message, input)) };
};

function shown(queue: Queue, message: QueuedMessage, input: SqsInput): object {
  const system = [...input.texts('AttributeNames'), ...input.texts('MessageSystemAttributeNames')];
  const Attributes = picked(
    systemAttributes(message),
    (name) => system.includes('All') || system.includes(name),
  );
  const wanted = input.texts('MessageAttributeNames');
  const MessageAttributes = picked(message.attributes, (name) =>
    wanted.some((pattern) => matches(pattern, name)),
  );
  const digest = attributesDigest(MessageAttributes ?? {});
  return {
    MessageId: message.id,
    ReceiptHandle: receiptHandle(queue, message),
    MD5OfBody: bodyDigest(message.body),
    Body: message.body,
    ...(Attributes === undefined ? {} : { Attributes }),
    ...(MessageAttributes === undefined ? {} : { MessageAttributes, MD5OfMessageAttributes: digest }),
  };
}

/** `All`, `.*`, a name, or the beginning of one before `.*`. */
function matches(pattern: string, name: string): boolean {
  if (pattern === 'All' || pattern === '.*') return true;
  return pattern.endsWith('.*') ? name.startsWith(pattern.slice(0, -2)) : pattern === name;
}

function picked<Value>(
  all: Readonly<Record<string, Value>>,
  wanted: (name: string) => boolean,
): Record<string, Value> | undefined {
  const entries = Object.entries(all).filter(([name]) => wanted(name));
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
