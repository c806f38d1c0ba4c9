/** A value that a sender attached to a message. */
export interface MessageAttribute {
  /** `String`, `Number` or `Binary`, with a label of the sender's own after a dot. */
  readonly DataType: string;
  readonly StringValue?: string;
  /** base64 */
  readonly BinaryValue?: string;
}

export type MessageAttributes = Readonly<Record<string, MessageAttribute>>;

/** A message as a queue keeps it. Times are in milliseconds since the epoch. */
export interface QueuedMessage {
  /** A UUID. */
  readonly id: string;
  /** Its place among all messages of the queue. */
  readonly sequence: number;
  readonly body: string;
  readonly attributes: MessageAttributes;
  readonly traceHeader?: string;
  readonly senderId: string;
  readonly sentAt: number;
  /** FIFO queues: the group whose order is kept. */
  readonly groupId?: string;
  readonly deduplicationId?: string;
  /** The queue that gave it up. */
  readonly deadLetterSource?: string;
  readonly visibleAt: number;
  readonly receiveCount: number;
  readonly firstReceivedAt?: number;
  /** Of the latest receive; the only one that counts. */
  readonly receipt?: string;
}

/** FIFO queues show a message's place as 20 digits. */
export function sequenceNumber({ sequence }: Pick<QueuedMessage, 'sequence'>): string {
  return String(sequence).padStart(20, '0');
}

/** The system attributes that a receiver may ask for. */
export function systemAttributes(message: QueuedMessage): Record<string, string> {
  return {
    SenderId: message.senderId,
    SentTimestamp: String(message.sentAt),
    ApproximateReceiveCount: String(message.receiveCount),
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt ?? message.sentAt),
    ...(message.groupId === undefined ? {} : { MessageGroupId: message.groupId }),
    ...(message.deduplicationId === undefined
      ? {}
      : { MessageDeduplicationId: message.deduplicationId, SequenceNumber: sequenceNumber(message) }),
    ...(message.traceHeader === undefined ? {} : { AWSTraceHeader: message.traceHeader }),
    ...(message.deadLetterSource === undefined ? {} : { DeadLetterQueueSourceArn: message.deadLetterSource }),
  };
}
