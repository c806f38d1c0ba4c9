import type { QueuedMessage } from './message.ts';
import { systemAttributes } from './message.ts';
import { bodyDigest } from './message-digests.ts';
import type { Queue, QueueStore } from './queue-store.ts';
import { receiptHandle, receivedMessage } from './receipt-handle.ts';

/** A message as Lambda hands it to a function. */
export interface QueueRecordEvent {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly messageAttributes: Readonly<Record<string, object>>;
  readonly md5OfBody: string;
  readonly eventSource: 'aws:sqs';
  readonly eventSourceARN: string;
  readonly awsRegion: string;
}

/** How Lambda follows queues. Each throws when there is no such queue. */
export interface QueueReader {
  /** Milliseconds for which received messages are hidden. */
  visibilityTimeout(queueArn: string): number;
  /** Waits up to `waitMs` for a first message, and no longer than until `signal`. */
  receive(
    queueArn: string,
    most: number,
    waitMs: number,
    signal: AbortSignal,
  ): Promise<readonly QueueRecordEvent[]>;
  delete(queueArn: string, receiptHandles: readonly string[]): Promise<void>;
}

export function queueReader(queues: QueueStore): QueueReader {
  const existing = (arn: string): Queue => {
    const queue = queues.byArn(arn);
    if (queue === undefined) throw new Error(`The queue ${arn} does not exist.`);
    return queue;
  };
  return {
    visibilityTimeout: (arn) => existing(arn).settings.visibilityTimeout,
    async receive(arn, most, waitMs, signal) {
      const queue = existing(arn);
      const { visibilityTimeout } = queue.settings;
      const received = await queues.receive(queue, most, waitMs, visibilityTimeout, signal);
      return received.map((message) => recordOf(queue, message, queues.account.region));
    },
    async delete(arn, handles) {
      const queue = existing(arn);
      for (const handle of handles) {
        const message = receivedMessage(queue, handle);
        if (message !== undefined) await queue.messages.delete(message.id);
      }
    },
  };
}

function recordOf(queue: Queue, message: QueuedMessage, awsRegion: string): QueueRecordEvent {
  const attributes = Object.entries(message.attributes).map(
    ([name, { DataType, StringValue, BinaryValue }]) => [
      name,
      {
        ...(StringValue === undefined ? {} : { stringValue: StringValue }),
        ...(BinaryValue === undefined ? {} : { binaryValue: BinaryValue }),
        stringListValues: [],
        binaryListValues: [],
        dataType: DataType,
      },
    ],
  );
  return {
    messageId: message.id,
    receiptHandle: receiptHandle(queue, message),
    body: message.body,
    attributes: systemAttributes(message),
    messageAttributes: Object.fromEntries(attributes),
    md5OfBody: bodyDigest(message.body),
    eventSource: 'aws:sqs',
    eventSourceARN: queue.arn,
    awsRegion,
  };
}
