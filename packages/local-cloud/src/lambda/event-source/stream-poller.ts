import type { Sources } from '../../aws/sources.ts';
import type { StreamRecord } from '../../dynamodb/stream-log.ts';
import type { StreamReader } from '../../dynamodb/stream-reader.ts';
import type { InvocationResult } from '../function-invoker.ts';
import { type EventFilter, parseEventFilter } from './event-filter.ts';
import type { EventSourceMapping } from './event-source-mapping.ts';

export interface PollerNeeds {
  readonly sources: Sources;
  readonly streams: StreamReader;
  /** Runs the function with a batch. */
  readonly invoke: (payload: string) => Promise<InvocationResult>;
  /** Why the function's role may not read the stream; undefined when it may. */
  readonly deniedAction: () => string | undefined;
  /** Keeps how far the mapping has come. */
  readonly checkpoint: (sequenceNumber: string) => Promise<void>;
  /** Hears of what a developer should know. */
  readonly notice: (text: string) => void;
}

const FIRST_PAUSE_MS = 100;
const LAST_PAUSE_MS = 30_000;
const DENIED_PAUSE_MS = 5_000;

/** Reads one stream for one function, batch by batch, each record at least once and in order. */
export class StreamPoller {
  readonly #needs: PollerNeeds;
  readonly #mapping: EventSourceMapping;
  readonly #filters: readonly EventFilter[];
  readonly #running: Promise<void>;
  #position: string | undefined;
  #stopped = false;
  /** Ends whatever pause there is. */
  #wake: () => void = () => {};

  constructor(mapping: EventSourceMapping, needs: PollerNeeds) {
    this.#mapping = mapping;
    this.#needs = needs;
    this.#filters = mapping.filters.map(parseEventFilter);
    this.#position = mapping.checkpoint;
    this.#running = this.#run();
  }

  /** Resolves when the batch that is under way has ended. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#wake();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { streams, notice } = this.#needs;
    const { eventSourceArn } = this.#mapping;
    let ignore = (): void => {};
    try {
      ignore = streams.listen(eventSourceArn, () => this.#wake());
      while (!this.#stopped) {
        const denied = this.#needs.deniedAction();
        if (denied === undefined) await this.#once();
        else {
          notice(`Nothing is read from ${eventSourceArn}: the function's role may not ${denied}.`);
          await this.#pause(DENIED_PAUSE_MS);
        }
      }
    } catch (error) {
      // Such as a stream that is gone: the mapping rests until it is changed or the cloud starts again.
      const reason = error instanceof Error ? error.message : String(error);
      notice(`Reading from ${eventSourceArn} has ended: ${reason}`);
    } finally {
      ignore();
    }
  }

  async #once(): Promise<void> {
    const { batchSize, batchingWindow } = this.#mapping;
    // Asked for before reading, so that what comes in between is not slept over.
    const changed = this.#change();
    let records = await this.#read();
    if (records.length === 0) return changed();
    if (records.length < batchSize && batchingWindow > 0) {
      await this.#pause(batchingWindow * 1000);
      records = await this.#read();
    }
    const wanted = records.filter((record) => this.#isWanted(record));
    if (wanted.length > 0 && !this.#stopped) await this.#deliver(wanted);
    const last = records.at(-1)?.dynamodb.SequenceNumber;
    if (last !== undefined && !this.#stopped) await this.#advance(last);
  }

  #read(): Promise<readonly StreamRecord[]> {
    const { eventSourceArn, batchSize } = this.#mapping;
    return this.#needs.streams.read(eventSourceArn, this.#position, batchSize);
  }

  /** Tries until every record is done or given up. */
  async #deliver(records: readonly StreamRecord[]): Promise<void> {
    const { maximumRetryAttempts, bisect } = this.#mapping;
    let rest = records;
    let pause = FIRST_PAUSE_MS;
    for (let attempts = 0; rest.length > 0 && !this.#stopped; attempts += 1) {
      rest = this.#young(rest);
      if (rest.length === 0) return;
      const failedFrom = await this.#attempt(rest);
      if (failedFrom === undefined || this.#stopped) return;
      const done = rest[failedFrom - 1];
      if (done !== undefined) await this.#advance(done.dynamodb.SequenceNumber);
      rest = rest.slice(failedFrom);
      if (bisect && rest.length > 1) {
        const half = Math.ceil(rest.length / 2);
        await this.#deliver(rest.slice(0, half));
        return this.#deliver(rest.slice(half));
      }
      if (maximumRetryAttempts >= 0 && attempts >= maximumRetryAttempts) {
        this.#givenUp(rest, `failed ${attempts + 1} times`);
        return;
      }
      await this.#pause(pause);
      pause = Math.min(pause * 2, LAST_PAUSE_MS);
    }
  }

  /** The index of the first record that failed; undefined when none did. */
  async #attempt(records: readonly StreamRecord[]): Promise<number | undefined> {
    const eventSourceARN = this.#mapping.eventSourceArn;
    const payload = JSON.stringify({ Records: records.map((record) => ({ ...record, eventSourceARN })) });
    let result: InvocationResult;
    try {
      result = await this.#needs.invoke(payload);
    } catch (error) {
      this.#needs.notice(
        `A batch could not be delivered: ${error instanceof Error ? error.message : String(error)}`,
      );
      return 0;
    }
    if (result.functionError !== undefined) return 0;
    return this.#mapping.reportsFailures ? firstFailure(records, result.payload) : undefined;
  }

  #young(records: readonly StreamRecord[]): readonly StreamRecord[] {
    const { maximumRecordAge } = this.#mapping;
    if (maximumRecordAge < 0) return records;
    const oldest = this.#needs.sources.now() / 1000 - maximumRecordAge;
    const young = records.filter(({ dynamodb }) => dynamodb.ApproximateCreationDateTime >= oldest);
    if (young.length < records.length) {
      this.#givenUp(records.slice(0, records.length - young.length), 'are too old');
    }
    return young;
  }

  #givenUp(records: readonly StreamRecord[], reason: string): void {
    this.#needs.notice(
      `${records.length} records from ${records[0]?.dynamodb.SequenceNumber} on were given up: they ${reason}.`,
    );
  }

  #isWanted(record: StreamRecord): boolean {
    return this.#filters.length === 0 || this.#filters.some((matches) => matches(record));
  }

  async #advance(sequenceNumber: string): Promise<void> {
    this.#position = sequenceNumber;
    await this.#needs.checkpoint(sequenceNumber);
  }

  /** A function that waits for the stream to change, if it has not since. */
  #change(): () => Promise<void> {
    const changed = new Promise<void>((resolve) => {
      this.#wake = resolve;
      if (this.#stopped) resolve();
    });
    return () => changed;
  }

  async #pause(milliseconds: number): Promise<void> {
    if (this.#stopped) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      timer.unref();
      this.#wake = () => {
        // Records that come do not shorten a pause; only the end does.
        if (!this.#stopped) return;
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/** Where the function says that its batch failed first; the whole batch when its answer cannot be read. */
function firstFailure(records: readonly StreamRecord[], payload: string): number | undefined {
  const answer: unknown = JSON.parse(payload);
  if (typeof answer !== 'object' || answer === null || !('batchItemFailures' in answer)) return undefined;
  const failures = answer.batchItemFailures;
  if (!Array.isArray(failures)) return failures === null ? undefined : 0;
  const indexes = failures.map((failure) =>
    records.findIndex(({ dynamodb }) => dynamodb.SequenceNumber === failure?.itemIdentifier),
  );
  return indexes.length === 0 ? undefined : Math.max(0, Math.min(...indexes));
}
