import { namespacedStore } from './namespaced-store.ts';
import type { ClosableStore, StoreRange, StoreWrite } from './ordered-store.ts';
import { readWriteAheadLog, type WriteAheadLog } from './write-ahead-log.ts';

/** The database takes over what was written once there is this much of it, or after this time. */
const TAKE_OVER_BYTES = 256 * 1024;
const TAKE_OVER_MS = 20;
/** Writers wait for the database when there is more than this. */
const MOST_BYTES = 8 * 1024 * 1024;

/** Under this key the database keeps the number of the last batch that it took over. */
const TAKEN_OVER = Buffer.from([0]);

/** What was written since some moment, the last write of each key. */
interface Recent {
  readonly writes: Map<string, StoreWrite>;
  bytes: number;
}

interface WaitingWrite {
  readonly writes: readonly StoreWrite[];
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * A store whose writes are fulfilled as soon as they are in a log, which costs a tenth of what the way through
 * the database's threads does. The database takes them over in large batches soon after; until then they are read
 * from memory. All writes of one turn of the event loop share one batch of the log. What is written belongs to the
 * store: neither keys nor values may be changed afterwards.
 *
 * `last` is the number that `recover` answered.
 */
export function writeBehindStore(under: ClosableStore, log: WriteAheadLog, last: number): ClosableStore {
  let number = last;
  let fresh: Recent = { writes: new Map(), bytes: 0 };
  let leaving: Recent | undefined;
  /** Fulfilled when nothing is leaving any more; never rejected. */
  let left: Promise<void> = Promise.resolve();
  let waiting: WaitingWrite[] = [];
  let failure: { readonly cause: unknown } | undefined;
  let timer: NodeJS.Timeout | undefined;

  /** Fulfills what was written in this turn. */
  function commit(): void {
    if (leaving !== undefined && fresh.bytes > MOST_BYTES && failure === undefined) return;
    const group = waiting;
    waiting = [];
    try {
      if (failure !== undefined) throw failure.cause;
      const writes = group.length === 1 ? (group[0]?.writes ?? []) : group.flatMap((each) => each.writes);
      log.append({ number: number + 1, writes });
      number += 1;
      for (const write of writes) keep(write);
    } catch (error) {
      for (const { reject } of group) reject(error);
      return;
    }
    for (const { resolve } of group) resolve();
    if (fresh.bytes > TAKE_OVER_BYTES) takeOver();
    else timer ??= setTimeout(takeOver, TAKE_OVER_MS);
  }

  function keep(write: StoreWrite): void {
    fresh.writes.set(nameOf(write.key), write);
    fresh.bytes += write.key.length + (write.type === 'put' ? write.value.length : 0);
  }

  /** Lets the database take over what is fresh, unless it is busy: it goes on by itself then. */
  function takeOver(): void {
    clearTimeout(timer);
    timer = undefined;
    if (leaving !== undefined || fresh.writes.size === 0 || failure !== undefined) return;
    leaving = fresh;
    fresh = { writes: new Map(), bytes: 0 };
    log.turn();
    left = under.write([...leaving.writes.values(), takenOverWrite(number)]).then(
      () => {
        leaving = undefined;
        if (fresh.writes.size > 0) takeOver();
        if (waiting.length > 0) commit();
      },
      (cause: unknown) => {
        failure = { cause };
        if (waiting.length > 0) commit();
      },
    );
  }

  const isTakenOver = (): boolean => leaving === undefined && fresh.writes.size === 0;

  /** Fulfilled when the database has all that was fulfilled before. */
  async function takenOver(): Promise<void> {
    await left;
    takeOver();
    await left;
    if (failure !== undefined) throw failure.cause;
  }

  /** Reads from the database, which has everything when the reading begins. */
  const ofDatabase = <T>(read: () => AsyncIterable<T>): AsyncIterable<T> => ({
    [Symbol.asyncIterator]: () => {
      if (isTakenOver()) return read()[Symbol.asyncIterator]();
      return (async function* () {
        await takenOver();
        yield* read();
      })();
    },
  });

  const store: ClosableStore = {
    get: (key) => {
      if (isTakenOver()) return under.get(key);
      const name = nameOf(key);
      const write = fresh.writes.get(name) ?? leaving?.writes.get(name);
      if (write === undefined) return under.get(key);
      return write.type === 'put' ? bufferOf(write.value) : undefined;
    },
    getMany: async (keys) => {
      if (!isTakenOver()) await takenOver();
      return under.getMany(keys);
    },
    entries: (range) => ofDatabase(() => under.entries(withoutOwn(range))),
    valuePages: (range) => ofDatabase(() => under.valuePages(withoutOwn(range))),
    write: (writes) =>
      new Promise((resolve, reject) => {
        waiting.push({ writes, resolve, reject });
        if (waiting.length === 1) setImmediate(commit);
      }),
    clear: async (range) => {
      if (!isTakenOver()) await takenOver();
      await under.clear(withoutOwn(range));
    },
    namespace: (name) => namespacedStore(store, name),
    close: async () => {
      if (waiting.length > 0) commit();
      await takenOver().finally(() => log.close());
      await under.close();
    },
  };
  return store;
}

/**
 * Writes to the database what it has not yet taken over of the log in `directory`.
 * Answers the number of the last batch that it has.
 */
export async function recover(under: ClosableStore, directory: string): Promise<number> {
  const mark = under.get(TAKEN_OVER);
  let last = mark === undefined ? 0 : Number(mark.readBigUInt64BE());
  for (const { number, writes } of readWriteAheadLog(directory, last)) {
    await under.write([...writes, takenOverWrite(number)]);
    last = number;
  }
  return last;
}

/** The range without the store's own key, which comes before all others. */
export function withoutOwn(range: StoreRange = {}): StoreRange {
  const from = range.gt ?? range.gte;
  if (from !== undefined && Buffer.compare(from, TAKEN_OVER) > 0) return range;
  const { gt: _gt, gte: _gte, ...rest } = range;
  return { ...rest, gt: TAKEN_OVER };
}

function takenOverWrite(number: number): StoreWrite {
  const value = Buffer.allocUnsafe(8);
  value.writeBigUInt64BE(BigInt(number));
  return { type: 'put', key: TAKEN_OVER, value };
}

function nameOf(key: Uint8Array): string {
  return bufferOf(key).toString('latin1');
}

function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}
