import type { Sources } from '../aws/sources.ts';
import { type JsonCollection, jsonCollection } from '../store/json-collection.ts';
import type { OrderedStore } from '../store/ordered-store.ts';

/** A request whose caller does not wait, until it has been run or given up. */
export interface QueuedEvent {
  /** Also the request id of every attempt. */
  readonly id: string;
  readonly functionName: string;
  readonly qualifier?: string;
  readonly payload: string;
  /** Milliseconds since the epoch. */
  readonly enqueuedAt: number;
  /** When it may be tried next; milliseconds since the epoch. */
  readonly dueAt: number;
  /** How often the function has failed on it. */
  readonly attempts: number;
  /** How often it could not be started. */
  readonly throttles: number;
}

/** What shall become of an event after an attempt: it is done, or it is tried again as given. */
export type EventVerdict = 'done' | QueuedEvent;

const MAX_AT_ONCE = 32;

/** Events wait on the disk, so that they outlive the process. */
export class EventQueue {
  readonly #sources: Sources;
  readonly #collection: JsonCollection<QueuedEvent>;
  readonly #attempt: (event: QueuedEvent) => Promise<EventVerdict>;
  /** When each waiting event is due. */
  readonly #waiting = new Map<string, number>();
  readonly #running = new Set<Promise<void>>();
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  private constructor(
    store: OrderedStore,
    sources: Sources,
    attempt: (event: QueuedEvent) => Promise<EventVerdict>,
  ) {
    this.#sources = sources;
    this.#collection = jsonCollection(store);
    this.#attempt = attempt;
  }

  /** `attempt` runs an event once; it must not reject. What an earlier process left is tried soon. */
  static async open(
    store: OrderedStore,
    sources: Sources,
    attempt: (event: QueuedEvent) => Promise<EventVerdict>,
  ): Promise<EventQueue> {
    const queue = new EventQueue(store, sources, attempt);
    for await (const [id, event] of queue.#collection.list()) queue.#waiting.set(id, event.dueAt);
    return queue;
  }

  /** Resolves when the event is durable. */
  async add(
    event: Pick<QueuedEvent, 'id' | 'functionName' | 'payload'> & { readonly qualifier?: string },
  ): Promise<void> {
    const now = this.#sources.now();
    await this.#keep({ ...event, enqueuedAt: now, dueAt: now, attempts: 0, throttles: 0 });
    this.run();
  }

  /** Starts what is due. */
  run(): void {
    if (this.#closed) return;
    const now = this.#sources.now();
    let next = Number.POSITIVE_INFINITY;
    for (const [id, dueAt] of this.#waiting) {
      if (this.#running.size >= MAX_AT_ONCE) return;
      if (dueAt <= now) this.#start(id);
      else next = Math.min(next, dueAt);
    }
    clearTimeout(this.#timer);
    if (next === Number.POSITIVE_INFINITY) return;
    this.#timer = setTimeout(() => this.run(), Math.min(next - now, 60_000));
    this.#timer.unref();
  }

  /** Starts no more, and waits for what runs. What waits is there after the next start. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await Promise.all(this.#running);
  }

  #start(id: string): void {
    this.#waiting.delete(id);
    const event = this.#collection.get(id);
    if (event === undefined) return;
    const done = this.#attemptOnce(event).finally(() => {
      this.#running.delete(done);
      this.run();
    });
    this.#running.add(done);
  }

  async #attemptOnce(event: QueuedEvent): Promise<void> {
    const verdict = await this.#attempt(event);
    // Cut off by the end of the process: it is tried again after the next start.
    if (this.#closed && verdict !== 'done') return;
    if (verdict === 'done') await this.#collection.delete(event.id);
    else await this.#keep(verdict);
  }

  async #keep(event: QueuedEvent): Promise<void> {
    await this.#collection.put(event.id, event);
    this.#waiting.set(event.id, event.dueAt);
  }
}
