import type { QueueReader, QueueRecordEvent } from '../../sqs/queue-reader.ts';
import type { InvocationResult } from '../function-invoker.ts';
import { type EventFilter, parseEventFilter } from './event-filter.ts';
import type { EventSourceMapping } from './event-source-mapping.ts';

export interface QueuePollerNeeds {
  readonly queues: QueueReader;
  /** Runs the function with a batch. */
  readonly invoke: (payload: string) => Promise<InvocationResult>;
  /** Why the function's role may not read the queue; undefined when it may. */
  readonly deniedAction: () => string | undefined;
  /** Hears of what a developer should know. */
  readonly notice: (text: string) => void;
}

/** So many batches are under way at once, as Lambda begins with. */
const WORKERS = 5;
const MOST_OF_ONE_RECEIVE = 10;
const WAIT_MS = 20_000;
const DENIED_PAUSE_MS = 5_000;
const FAILED_PAUSE_MS = 1_000;

/**
 * Reads one queue for one function. Messages that are done are deleted; all others become visible again
 * when their time has come, and end in the dead-letter queue if the queue has one.
 */
export class QueuePoller {
  readonly #needs: QueuePollerNeeds;
  readonly #mapping: EventSourceMapping;
  readonly #filters: readonly EventFilter[];
  readonly #stop = new AbortController();
  readonly #running: Promise<unknown>;

  constructor(mapping: EventSourceMapping, needs: QueuePollerNeeds) {
    this.#mapping = mapping;
    this.#needs = needs;
    this.#filters = mapping.filters.map(parseEventFilter);
    const workers = Math.min(WORKERS, mapping.maximumConcurrency ?? WORKERS);
    this.#running = Promise.all(Array.from({ length: workers }, () => this.#run()));
  }

  /** Resolves when the batches that are under way have ended. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { notice, deniedAction } = this.#needs;
    const { eventSourceArn } = this.#mapping;
    try {
      while (!this.#stop.signal.aborted) {
        const denied = deniedAction();
        if (denied === undefined) await this.#once();
        else {
          notice(`Nothing is read from ${eventSourceArn}: the function's role may not ${denied}.`);
          await this.#pause(DENIED_PAUSE_MS);
        }
      }
    } catch (error) {
      // Such as a queue that is gone: the mapping rests until it is changed or the cloud starts again.
      notice(`Reading from ${eventSourceArn} has ended: ${reasonOf(error)}`);
    }
  }

  async #once(): Promise<void> {
    const { eventSourceArn } = this.#mapping;
    const records = await this.#gather();
    if (records.length === 0) return;
    const wanted = records.filter((record) => this.#isWanted(record));
    const unwanted = records.filter((record) => !wanted.includes(record));
    await this.#needs.queues.delete(eventSourceArn, unwanted.map(handleOf));
    if (wanted.length === 0) return;
    const done = await this.#attempt(wanted);
    await this.#needs.queues.delete(eventSourceArn, done.map(handleOf));
  }

  /** Waits for a first message, then for as many as a batch holds or until its window ends. */
  async #gather(): Promise<QueueRecordEvent[]> {
    const { batchSize, batchingWindow } = this.#mapping;
    const records = [...(await this.#receive(batchSize, WAIT_MS))];
    const ends = Date.now() + batchingWindow * 1000;
    while (records.length > 0 && records.length < batchSize && batchingWindow > 0) {
      const left = ends - Date.now();
      if (left <= 0 || this.#stop.signal.aborted) break;
      records.push(...(await this.#receive(batchSize - records.length, left)));
    }
    return records;
  }

  #receive(most: number, waitMs: number): Promise<readonly QueueRecordEvent[]> {
    const { queues } = this.#needs;
    return queues.receive(
      this.#mapping.eventSourceArn,
      Math.min(most, MOST_OF_ONE_RECEIVE),
      waitMs,
      this.#stop.signal,
    );
  }

  /** Runs the function and gives the messages that it has done. */
  async #attempt(records: readonly QueueRecordEvent[]): Promise<readonly QueueRecordEvent[]> {
    let result: InvocationResult;
    try {
      result = await this.#needs.invoke(JSON.stringify({ Records: records }));
    } catch (error) {
      this.#needs.notice(`A batch could not be delivered: ${reasonOf(error)}`);
      await this.#pause(FAILED_PAUSE_MS);
      return [];
    }
    if (result.functionError !== undefined) return [];
    return this.#mapping.reportsFailures ? doneOf(records, result.payload) : records;
  }

  /** Filters see a body that is JSON as what it says. */
  #isWanted(record: QueueRecordEvent): boolean {
    if (this.#filters.length === 0) return true;
    const event = { ...record, body: parsed(record.body) };
    return this.#filters.some((matches) => matches(event));
  }

  async #pause(milliseconds: number): Promise<void> {
    const { signal } = this.#stop;
    if (signal.aborted) return;
    await new Promise<void>((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, milliseconds);
      signal.addEventListener('abort', end);
    });
  }
}

function handleOf({ receiptHandle }: QueueRecordEvent): string {
  return receiptHandle;
}

/**
 * The messages that the function did not name in `batchItemFailures`; none when its answer cannot be read.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
function doneOf(records: readonly QueueRecordEvent[], payload: string): readonly QueueRecordEvent[] {
  const answer = parsed(payload);
  const failures: unknown =
    typeof answer === 'object' && answer !== null ? Reflect.get(answer, 'batchItemFailures') : undefined;
  if (failures === undefined || failures === null) return records;
  if (!Array.isArray(failures)) return [];
  const failed = new Set(failures.map((failure): unknown => failure?.itemIdentifier));
  const known = new Set<unknown>(records.map(({ messageId }) => messageId));
  for (const id of failed) if (!known.has(id)) return [];
  return records.filter(({ messageId }) => !failed.has(messageId));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
