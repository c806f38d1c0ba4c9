import { type Account, regionalArn } from '../aws/account.ts';
import { AwsError } from '../aws/aws-error.ts';
import type { Sources } from '../aws/sources.ts';
import { type JsonCollection, jsonCollection } from '../store/json-collection.ts';
import type { OrderedStore } from '../store/ordered-store.ts';
import type { QueuedMessage } from './message.ts';
import { MessageQueue } from './message-queue.ts';
import { type AttributeTexts, type QueueSettings, queueSettings } from './queue-attributes.ts';

/** A queue as it is kept. */
export interface QueueRecord {
  readonly name: string;
  /** Names where its messages are kept; a queue made anew under the same name has another. */
  readonly id: string;
  readonly attributes: AttributeTexts;
  readonly tags: Readonly<Record<string, string>>;
  /** Seconds since the epoch. */
  readonly createdAt: number;
  readonly changedAt: number;
  /** Of the template resource that made it. */
  readonly creationToken?: string;
}

export interface Queue {
  readonly record: QueueRecord;
  readonly arn: string;
  readonly settings: QueueSettings;
  readonly messages: MessageQueue;
}

/** The queues of the account. */
export class QueueStore {
  readonly account: Account;
  readonly sources: Sources;
  readonly #store: OrderedStore;
  readonly #records: JsonCollection<QueueRecord>;
  readonly #queues = new Map<string, Queue>();

  private constructor(store: OrderedStore, account: Account, sources: Sources) {
    this.#store = store;
    this.#records = jsonCollection(store.namespace('queues'));
    this.account = account;
    this.sources = sources;
  }

  static async open(store: OrderedStore, account: Account, sources: Sources): Promise<QueueStore> {
    const queues = new QueueStore(store, account, sources);
    for await (const [name, record] of queues.#records.list()) {
      const messages = await MessageQueue.open(queues.#messagesOf(record), sources);
      queues.#queues.set(name, queues.#queue(record, messages));
    }
    return queues;
  }

  get(name: string): Queue | undefined {
    return this.#queues.get(name);
  }

  byArn(arn: string): Queue | undefined {
    const queue = this.#queues.get(arn.slice(arn.lastIndexOf(':') + 1));
    return queue?.arn === arn ? queue : undefined;
  }

  list(): Queue[] {
    return [...this.#queues.values()];
  }

  arnOf(name: string): string {
    return regionalArn(this.account, 'sqs', name);
  }

  /** Throws AwsError when the attributes are wrong. */
  async create(
    name: string,
    attributes: AttributeTexts,
    more: Partial<Pick<QueueRecord, 'tags' | 'creationToken'>> = {},
  ): Promise<Queue> {
    const now = this.#seconds();
    const id = this.sources.bytes(8).toString('hex');
    const record: QueueRecord = { name, id, attributes, tags: {}, ...more, createdAt: now, changedAt: now };
    const queue = this.#queue(record, await MessageQueue.open(this.#messagesOf(record), this.sources));
    this.#queues.set(name, queue);
    await this.#records.put(name, record);
    return queue;
  }

  /** Throws AwsError when the attributes are wrong. */
  async change(
    { record, messages }: Queue,
    change: Partial<Pick<QueueRecord, 'attributes' | 'tags'>>,
  ): Promise<void> {
    const changed: QueueRecord = { ...record, ...change, changedAt: this.#seconds() };
    this.#queues.set(record.name, this.#queue(changed, messages));
    await this.#records.put(record.name, changed);
  }

  async delete({ record, messages }: Queue): Promise<void> {
    this.#queues.delete(record.name);
    await this.#records.delete(record.name);
    await messages.remove();
  }

  /**
   * Receives from a queue, waiting up to `waitTime` milliseconds for a first message. Messages that were
   * received too often go to the dead-letter queue; where that is gone they stay. `signal` ends the waiting.
   */
  async receive(
    queue: Queue,
    most: number,
    waitTime: number,
    timeout: number,
    signal?: AbortSignal,
  ): Promise<readonly QueuedMessage[]> {
    const { messages, arn } = queue;
    const deadline = this.sources.now() + waitTime;
    for (;;) {
      const { settings } = this.get(queue.record.name) ?? queue;
      const deadLetters = settings.redrive && this.byArn(settings.redrive.deadLetterArn);
      const effective = deadLetters === undefined ? { ...settings, redrive: undefined } : settings;
      const received = await messages.receive(most, timeout, effective, async (message) =>
        deadLetters?.messages.takeOver(message, arn),
      );
      const left = deadline - this.sources.now();
      if (received.length > 0 || left <= 0 || messages.closed || signal?.aborted) return received;
      await messages.change(left, signal);
    }
  }

  close(): void {
    for (const { messages } of this.#queues.values()) messages.close();
  }

  #queue(record: QueueRecord, messages: MessageQueue): Queue {
    const settings = queueSettings(record.name, record.attributes);
    return { record, arn: this.arnOf(record.name), settings, messages };
  }

  #messagesOf({ id }: QueueRecord): OrderedStore {
    return this.#store.namespace(`queue-${id}`);
  }

  #seconds(): number {
    return Math.floor(this.sources.now() / 1000);
  }
}

/** The queue of that name. Throws AwsError `QueueDoesNotExist`. */
export function existingQueue(queues: QueueStore, name: string): Queue {
  const queue = queues.get(name);
  if (queue === undefined) throw new AwsError('QueueDoesNotExist', 'The specified queue does not exist.');
  return queue;
}

export function isQueueArn(arn: string): boolean {
  return arn.split(':')[2] === 'sqs';
}
