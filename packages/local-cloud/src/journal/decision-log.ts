import type { OrderedStore, StoreWrite } from '../store/ordered-store.ts';
import type { Journal, JournalEntry } from './journal.ts';

/** An entry as it is kept. */
export interface KeptDecision extends JournalEntry {
  /** Counts in the order of writing, over restarts. */
  readonly number: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

const CAPACITY = 10_000;
const SAVE_EVERY_MS = 1000;
/** DynamoDB's request ids begin with the digits of the request's own id. */
const DYNAMODB_ID = /^([0-9A-F]{8})([0-9A-F]{4})([0-9A-F]{4})([0-9A-F]{4})([0-9A-F]{12})[0-9A-Z]{20}$/;

/**
 * The newest decisions, with those that let something pass, so that any request can be explained later. What
 * was refused is kept apart from what was allowed: a busy cloud must not push it out. Decisions reach the disk
 * within a second; the last ones before a crash may be lost.
 */
export class DecisionLog implements Journal {
  readonly #now: () => number;
  readonly #allowed: Shelf;
  readonly #others: Shelf;
  #count = 0;
  #saving: NodeJS.Timeout | undefined;

  private constructor(now: () => number, allowed: Shelf, others: Shelf) {
    this.#now = now;
    this.#allowed = allowed;
    this.#others = others;
    this.#count = Math.max(allowed.lastNumber, others.lastNumber);
  }

  /** `capacity` is how many decisions of each kind are kept. */
  static async open(
    store: OrderedStore,
    now: () => number,
    capacity: number = CAPACITY,
  ): Promise<DecisionLog> {
    const allowed = await Shelf.open(store.namespace('allowed'), capacity);
    return new DecisionLog(now, allowed, await Shelf.open(store.namespace('others'), capacity));
  }

  write(entry: JournalEntry): void {
    this.#count += 1;
    const shelf = entry.outcome === 'allowed' ? this.#allowed : this.#others;
    shelf.add({ ...entry, number: this.#count, at: this.#now() });
    this.#saving ??= setTimeout(() => {
      this.#saving = undefined;
      // A failure here is a failure of the disk; whoever writes next reports it.
      this.#save().catch(() => {});
    }, SAVE_EVERY_MS).unref();
  }

  /**
   * What was decided about the request with this id, and about the calls that it led to: those of the same
   * trace. Oldest first; empty when nothing is known of it.
   */
  async explain(requestId: string): Promise<KeptDecision[]> {
    const id = requestId.replace(DYNAMODB_ID, '$1-$2-$3-$4-$5');
    const wanted = new Set([requestId, id, id.toLowerCase()]);
    const all = [...(await this.#allowed.entries()), ...(await this.#others.entries())];
    const own = all.filter((entry) => entry.requestId !== undefined && wanted.has(entry.requestId));
    const traces = new Set(own.flatMap(({ traceId }) => traceId ?? []));
    const related = all.filter(({ traceId }) => traceId !== undefined && traces.has(traceId));
    return [...new Set([...own, ...related])].sort((a, b) => a.number - b.number);
  }

  /** Writes what is not written yet. */
  async close(): Promise<void> {
    clearTimeout(this.#saving);
    await this.#save();
  }

  async #save(): Promise<void> {
    await Promise.all([this.#allowed.save(), this.#others.save()]);
  }
}

/** A bounded list on the disk, kept in chunks: everything of one second is one entry of the store. */
class Shelf {
  readonly #store: OrderedStore;
  readonly #capacity: number;
  /** As the JSON that is saved: while it waits, a text is less work for the garbage collector than what it tells of. */
  #unsaved: { readonly number: number; readonly text: string }[] = [];
  #saving: Promise<void> = Promise.resolve();
  #lastNumber = 0;
  readonly #chunks: { readonly key: Buffer; readonly size: number }[] = [];

  private constructor(store: OrderedStore, capacity: number) {
    this.#store = store;
    this.#capacity = capacity;
  }

  static async open(store: OrderedStore, capacity: number): Promise<Shelf> {
    const shelf = new Shelf(store, capacity);
    for await (const [key, value] of store.entries()) {
      const entries: KeptDecision[] = JSON.parse(value.toString());
      shelf.#chunks.push({ key, size: entries.length });
      shelf.#lastNumber = entries.at(-1)?.number ?? shelf.#lastNumber;
    }
    return shelf;
  }

  get lastNumber(): number {
    return this.#lastNumber;
  }

  async entries(): Promise<KeptDecision[]> {
    await this.save();
    const entries: KeptDecision[] = [];
    for await (const [, value] of this.#store.entries()) entries.push(...JSON.parse(value.toString()));
    return entries.slice(-this.#capacity);
  }

  add(entry: KeptDecision): void {
    this.#lastNumber = entry.number;
    this.#unsaved.push({ number: entry.number, text: JSON.stringify(entry) });
    // Cut now and then instead of with every entry.
    if (this.#unsaved.length >= this.#capacity * 2) this.#unsaved = this.#unsaved.slice(-this.#capacity);
  }

  /** Resolves when everything that was added before is on the disk. */
  save(): Promise<void> {
    this.#saving = this.#saving.catch(() => {}).then(() => this.#saveChunk());
    return this.#saving;
  }

  async #saveChunk(): Promise<void> {
    const unsaved = this.#unsaved.slice(-this.#capacity);
    const [first] = unsaved;
    if (first === undefined) return;
    this.#unsaved = [];
    const key = Buffer.alloc(8);
    key.writeBigUInt64BE(BigInt(first.number));
    this.#chunks.push({ key, size: unsaved.length });
    const value = Buffer.from(`[${unsaved.map(({ text }) => text).join()}]`);
    const writes: StoreWrite[] = [{ type: 'put', key, value }];
    let kept = this.#chunks.reduce((sum, { size }) => sum + size, 0);
    for (;;) {
      const oldest = this.#chunks[0];
      if (oldest === undefined || kept - oldest.size < this.#capacity) break;
      kept -= oldest.size;
      this.#chunks.shift();
      writes.push({ type: 'del', key: oldest.key });
    }
    await this.#store.write(writes);
  }
}
