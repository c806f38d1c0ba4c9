import type { Sources } from '../aws/sources.ts';
import { type JsonCollection, jsonCollection } from '../store/json-collection.ts';
import type { OrderedStore } from '../store/ordered-store.ts';
import { DueTimes } from './due-times.ts';
import type { MessageAttributes, QueuedMessage } from './message.ts';
import type { QueueSettings } from './queue-attributes.ts';

/** What a sender gives. */
export interface NewMessage {
  readonly body: string;
  readonly attributes: MessageAttributes;
  readonly traceHeader?: string;
  readonly senderId: string;
  /** Milliseconds; undefined for the queue's own. */
  readonly delay: number | undefined;
  readonly groupId?: string;
  readonly deduplicationId?: string;
}

/** What became of a message that was sent: on FIFO queues perhaps the same as of an earlier one. */
export type SentMessage = Pick<QueuedMessage, 'id' | 'sequence'>;

interface Deduplication extends SentMessage {
  readonly sentAt: number;
}

/** FIFO queues drop messages with an id that came within this time, in milliseconds. */
const DEDUPLICATION_INTERVAL = 5 * 60_000;
/** A receive gives at most this many messages, so no more of a group can be in flight. */
const MOST_IN_FLIGHT_OF_GROUP = 10;

/**
 * The messages of one queue, all of them in memory and on the disk. What is changed in memory is changed
 * before anything is awaited, so that no two receivers get the same message.
 */
export class MessageQueue {
  readonly #store: OrderedStore;
  readonly #documents: JsonCollection<QueuedMessage>;
  readonly #deduplications: JsonCollection<Deduplication>;
  readonly #sources: Sources;
  readonly #messages = new Map<string, QueuedMessage>();
  /** Standard queues: the ids of those that can be received, in the order in which they became so. */
  readonly #ready = new Set<string>();
  /** FIFO queues: the ids of each group, in order. */
  readonly #groups = new Map<string, string[]>();
  readonly #due = new DueTimes();
  readonly #recent = new Map<string, Deduplication>();
  readonly #waiting = new Set<() => void>();
  #nextSequence = 1;
  #closed = false;

  private constructor(store: OrderedStore, sources: Sources) {
    this.#store = store;
    this.#documents = jsonCollection(store);
    this.#deduplications = jsonCollection(store);
    this.#sources = sources;
  }

  static async open(store: OrderedStore, sources: Sources): Promise<MessageQueue> {
    const queue = new MessageQueue(store, sources);
    const messages: QueuedMessage[] = [];
    for await (const [, message] of queue.#documents.list(MESSAGES)) messages.push(message);
    messages.sort((left, right) => left.sequence - right.sequence);
    for (const message of messages) queue.#place(message);
    for await (const [key, entry] of queue.#deduplications.list(DEDUPLICATIONS)) {
      queue.#recent.set(key.slice(DEDUPLICATIONS.length), entry);
      queue.#nextSequence = Math.max(queue.#nextSequence, entry.sequence + 1);
    }
    return queue;
  }

  async send(message: NewMessage, settings: QueueSettings): Promise<SentMessage> {
    const now = this.#sources.now();
    const { deduplicationId, groupId, delay, ...given } = message;
    const key = `${settings.deduplicationByGroup ? groupId : ''}/${deduplicationId}`;
    if (deduplicationId !== undefined) {
      const earlier = this.#recent.get(key);
      if (earlier !== undefined && now - earlier.sentAt < DEDUPLICATION_INTERVAL) return earlier;
    }
    const placed: QueuedMessage = {
      ...given,
      ...(groupId === undefined ? {} : { groupId }),
      ...(deduplicationId === undefined ? {} : { deduplicationId }),
      id: this.#sources.uuid(),
      sequence: this.#nextSequence++,
      sentAt: now,
      visibleAt: now + (delay ?? settings.delay),
      receiveCount: 0,
    };
    if (deduplicationId === undefined) await this.#documents.put(documentId(placed), placed);
    else await this.#putOnce(key, placed);
    if (!this.#closed) this.#place(placed);
    return placed;
  }

  /** Takes over a message that another queue has given up. */
  async takeOver(message: QueuedMessage, from: string): Promise<void> {
    const { receipt: _receipt, firstReceivedAt: _first, ...kept } = message;
    const placed: QueuedMessage = {
      ...kept,
      sequence: this.#nextSequence++,
      deadLetterSource: from,
      visibleAt: this.#sources.now(),
      receiveCount: 0,
    };
    await this.#documents.put(documentId(placed), placed);
    this.#place(placed);
  }

  /**
   * Gives up to `most` messages and hides them for `timeout` milliseconds. Messages that were received too
   * often already go to `giveUp` instead.
   */
  async receive(
    most: number,
    timeout: number,
    settings: QueueSettings,
    giveUp: (message: QueuedMessage) => Promise<void>,
  ): Promise<QueuedMessage[]> {
    const now = this.#sources.now();
    const limit = settings.redrive?.maxReceiveCount ?? Number.POSITIVE_INFINITY;
    const received: QueuedMessage[] = [];
    const givenUp: QueuedMessage[] = [];
    const expired: QueuedMessage[] = [];
    for (const message of this.#candidates(now)) {
      if (now - message.sentAt >= settings.retention) expired.push(message);
      else if (message.receiveCount >= limit) givenUp.push(message);
      else {
        received.push({
          ...message,
          receiveCount: message.receiveCount + 1,
          firstReceivedAt: message.firstReceivedAt ?? now,
          visibleAt: now + timeout,
          receipt: this.#sources.bytes(12).toString('hex'),
        });
      }
      if (received.length >= most) break;
    }
    for (const message of [...expired, ...givenUp]) this.#forget(message);
    for (const message of received) this.#place(message);
    for (const message of givenUp) await giveUp(message);
    for (const message of [...expired, ...givenUp]) await this.#documents.delete(documentId(message));
    await Promise.all(received.map((message) => this.#documents.put(documentId(message), message)));
    return received;
  }

  get(id: string): QueuedMessage | undefined {
    return this.#messages.get(id);
  }

  async delete(id: string): Promise<void> {
    const message = this.#messages.get(id);
    if (message === undefined) return;
    this.#forget(message);
    // The next message of its group may be received now.
    this.#wake();
    await this.#documents.delete(documentId(message));
  }

  async changeVisibility(message: QueuedMessage, timeout: number): Promise<void> {
    const changed = { ...message, visibleAt: this.#sources.now() + timeout };
    this.#place(changed);
    await this.#documents.put(documentId(changed), changed);
  }

  async purge(): Promise<void> {
    this.#messages.clear();
    this.#ready.clear();
    this.#groups.clear();
    await this.#store.clear({ gte: Buffer.from(MESSAGES), lt: Buffer.from(AFTER_MESSAGES) });
  }

  /** How many can be received, are in flight, and are not to be seen yet. */
  counts(): { readonly visible: number; readonly inFlight: number; readonly delayed: number } {
    const now = this.#sources.now();
    let [visible, inFlight, delayed] = [0, 0, 0];
    for (const { visibleAt, receiveCount } of this.#messages.values()) {
      if (visibleAt <= now) visible++;
      else if (receiveCount > 0) inFlight++;
      else delayed++;
    }
    return { visible, inFlight, delayed };
  }

  /** Resolves when a message may have become visible, at the latest after so many milliseconds. */
  async change(milliseconds: number, signal?: AbortSignal): Promise<void> {
    const until = Math.min(milliseconds, this.#due.earliest - this.#sources.now());
    if (this.#closed || signal?.aborted || until <= 0) return;
    await new Promise<void>((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(end);
        signal?.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, until);
      this.#waiting.add(end);
      signal?.addEventListener('abort', end);
    });
  }

  /** Whether the queue was deleted, or the cloud ends. */
  get closed(): boolean {
    return this.#closed;
  }

  close(): void {
    this.#closed = true;
    this.#wake();
  }

  async remove(): Promise<void> {
    this.close();
    await this.purge();
    await this.#store.clear();
  }

  #place(message: QueuedMessage): void {
    const known = this.#messages.has(message.id);
    this.#messages.set(message.id, message);
    this.#nextSequence = Math.max(this.#nextSequence, message.sequence + 1);
    this.#ready.delete(message.id);
    this.#due.add(message.visibleAt, message.id);
    if (message.groupId !== undefined && !known) {
      const group = this.#groups.get(message.groupId);
      if (group === undefined) this.#groups.set(message.groupId, [message.id]);
      else group.push(message.id);
    }
    this.#wake();
  }

  #forget({ id, groupId }: QueuedMessage): void {
    this.#messages.delete(id);
    this.#ready.delete(id);
    if (groupId === undefined) return;
    const rest = this.#groups.get(groupId)?.filter((other) => other !== id) ?? [];
    if (rest.length === 0) this.#groups.delete(groupId);
    else this.#groups.set(groupId, rest);
  }

  *#candidates(now: number): Generator<QueuedMessage> {
    for (const { id, at } of this.#due.take(now)) {
      // Whoever has another time by now has another entry.
      if (this.#messages.get(id)?.visibleAt === at) this.#ready.add(id);
    }
    if (this.#groups.size === 0) {
      for (const id of this.#ready) {
        const message = this.#messages.get(id);
        if (message !== undefined) yield message;
      }
      return;
    }
    for (const ids of this.#groups.values()) {
      const group = ids.slice(0, MOST_IN_FLIGHT_OF_GROUP).flatMap((id) => this.#messages.get(id) ?? []);
      // The order of a group holds only while nobody works on an earlier message of it.
      if (group.some(({ visibleAt, receiveCount }) => visibleAt > now && receiveCount > 0)) continue;
      for (const message of group) {
        if (message.visibleAt > now) break;
        yield message;
      }
    }
  }

  /** The message and the memory of it become durable together, or neither does. */
  async #putOnce(key: string, placed: QueuedMessage): Promise<void> {
    const { id, sequence, sentAt } = placed;
    const entry = { id, sequence, sentAt };
    const old: string[] = [];
    // Oldest first, so the first that counts ends the search.
    for (const [known, earlier] of this.#recent) {
      if (sentAt - earlier.sentAt < DEDUPLICATION_INTERVAL) break;
      old.push(known);
    }
    for (const known of [...old, key]) this.#recent.delete(known);
    this.#recent.set(key, entry);
    try {
      await this.#store.write([
        ...old.map((known) => this.#deduplications.deleteWrite(DEDUPLICATIONS + known)),
        this.#deduplications.putWrite(DEDUPLICATIONS + key, entry),
        this.#documents.putWrite(documentId(placed), placed),
      ]);
    } catch (error) {
      this.#recent.delete(key);
      throw error;
    }
  }

  #wake(): void {
    for (const end of [...this.#waiting]) end();
  }
}

const MESSAGES = 'm/';
const AFTER_MESSAGES = 'm0';
const DEDUPLICATIONS = 'd/';

function documentId({ id }: QueuedMessage): string {
  return MESSAGES + id;
}
