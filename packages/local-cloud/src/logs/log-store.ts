import type { Sources } from '../aws/sources.ts';
import { type JsonCollection, jsonCollection } from '../store/json-collection.ts';
import type { OrderedStore, StoreRange, StoreWrite } from '../store/ordered-store.ts';
import { type EventPosition, eventKey, eventPosition, eventRange } from './log-event-key.ts';
import type { LogGroup, LogStream } from './log-group.ts';
import type { LogLine } from './log-sink.ts';

export interface StoredEvent extends EventPosition {
  readonly stream: string;
  readonly message: string;
  readonly ingestedAt: number;
}

interface Pending {
  readonly group: LogGroup;
  readonly stream: string;
  readonly events: readonly LogLine[];
}

const GATHER_MS = 10;
const DAY_MS = 86_400_000;
const EMPTY = Buffer.alloc(0);

/**
 * Log groups, streams and events on the disk. Events are gathered for a few milliseconds and written
 * together; every reader waits for what was gathered, so nothing that was appended is ever missed.
 */
export class LogStore {
  readonly #sources: Sources;
  readonly #groups: JsonCollection<LogGroup>;
  readonly #streams: JsonCollection<LogStream>;
  readonly #events: OrderedStore;
  /** The positions of each stream's events; the values are empty. */
  readonly #positions: OrderedStore;
  readonly #streamStore: OrderedStore;
  #pending: Pending[] = [];
  /** The write that the pending events will be part of. */
  #gathering: Promise<void> | undefined;
  #writing: Promise<void> = Promise.resolve();
  #lastSequence = 0;

  constructor(store: OrderedStore, sources: Sources) {
    this.#sources = sources;
    this.#groups = jsonCollection(store.namespace('groups'));
    this.#streamStore = store.namespace('streams');
    this.#streams = jsonCollection(this.#streamStore);
    this.#events = store.namespace('events');
    this.#positions = store.namespace('positions');
  }

  group(name: string): LogGroup | undefined {
    return this.#groups.get(name);
  }

  async *groups(prefix: string): AsyncGenerator<LogGroup> {
    for await (const [, group] of this.#groups.list(prefix)) yield group;
  }

  putGroup(group: LogGroup): Promise<void> {
    return this.#groups.put(group.name, group);
  }

  /** A new group that nothing is known of but its name. */
  newGroup(name: string): LogGroup {
    return { name, id: this.#newId(), createdAt: this.#sources.now(), logGroupClass: 'STANDARD', tags: {} };
  }

  async deleteGroup(group: LogGroup): Promise<void> {
    await this.flush();
    await this.#groups.delete(group.name);
    const scope = this.groupRange(group);
    for (const part of [this.#streamStore, this.#events, this.#positions]) await part.clear(scope);
  }

  stream(group: LogGroup, name: string): LogStream | undefined {
    return this.#streams.get(streamKey(group, name));
  }

  async *streams(group: LogGroup, prefix: string): AsyncGenerator<LogStream> {
    await this.flush();
    for await (const [, stream] of this.#streams.list(streamKey(group, prefix))) yield stream;
  }

  async createStream(group: LogGroup, name: string): Promise<void> {
    await this.#streams.put(streamKey(group, name), this.#newStream(name));
  }

  async deleteStream(group: LogGroup, stream: LogStream): Promise<void> {
    await this.flush();
    await this.#streams.delete(streamKey(group, stream.name));
    const range = this.streamRange(group, stream);
    let writes: StoreWrite[] = [];
    for await (const [key] of this.#positions.entries(range)) {
      writes.push({ type: 'del', key: eventKey(group.id, eventPosition(key)) });
      if (writes.length < 1000) continue;
      await this.#events.write(writes);
      writes = [];
    }
    await this.#events.write(writes);
    await this.#positions.clear(range);
  }

  /**
   * Appends to a stream of the group, making the stream where it is missing.
   * Resolves when the events are durable.
   */
  append(group: LogGroup, stream: string, events: readonly LogLine[]): Promise<void> {
    this.#pending.push({ group, stream, events });
    this.#gathering ??= this.#gather();
    return this.#gathering;
  }

  /** Resolves when every event appended so far is durable. */
  async flush(): Promise<void> {
    await this.#gathering?.catch(() => {});
    await this.#writing;
  }

  /** Events in order, of a range that `groupRange` gave. */
  async *groupEvents(range: StoreRange): AsyncGenerator<StoredEvent> {
    await this.flush();
    for await (const [key, value] of this.#events.entries(range)) yield decode(key, value);
  }

  /** The stream's events in order, of a range that `streamRange` gave. */
  async *streamEvents(group: LogGroup, range: StoreRange): AsyncGenerator<StoredEvent> {
    await this.flush();
    let page: Buffer[] = [];
    const read = async (): Promise<StoredEvent[]> => {
      const keys = page;
      page = [];
      const values = await this.#events.getMany(keys);
      return keys.flatMap((key, at) => {
        const value = values[at];
        return value === undefined ? [] : [decode(key, value)];
      });
    };
    for await (const [key] of this.#positions.entries(range)) {
      page.push(eventKey(group.id, eventPosition(key)));
      if (page.length === 128) yield* await read();
    }
    yield* await read();
  }

  groupRange(group: LogGroup, from?: number, until?: number): StoreRange {
    return eventRange(group.id, from, until);
  }

  streamRange(group: LogGroup, stream: LogStream, from?: number, until?: number): StoreRange {
    return eventRange(group.id + stream.id, from, until);
  }

  /** Removes the events that are older than their group's retention. */
  async expire(): Promise<void> {
    await this.flush();
    for await (const group of this.groups('')) {
      if (group.retentionInDays === undefined) continue;
      const cutoff = this.#sources.now() - group.retentionInDays * DAY_MS;
      await this.#events.clear(this.groupRange(group, undefined, cutoff));
      for await (const stream of this.streams(group, '')) {
        await this.#positions.clear(this.streamRange(group, stream, undefined, cutoff));
      }
    }
  }

  async #gather(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, GATHER_MS));
    await this.#writing;
    const batch = this.#pending;
    this.#pending = [];
    this.#gathering = undefined;
    const written = this.#write(batch);
    this.#writing = written.catch(() => {});
    await written;
  }

  async #write(batch: readonly Pending[]): Promise<void> {
    const ingestedAt = this.#sources.now();
    const events: StoreWrite[] = [];
    const positions: StoreWrite[] = [];
    const streams = new Map<string, LogStream>();
    for (const pending of batch) {
      // A group that was deleted after the append takes its events with it.
      if (this.#groups.get(pending.group.name)?.id !== pending.group.id) continue;
      const id = streamKey(pending.group, pending.stream);
      const stream = streams.get(id) ?? this.#streams.get(id) ?? this.#newStream(pending.stream);
      streams.set(id, withEvents(stream, pending.events, ingestedAt));
      for (const { timestamp, message } of pending.events) {
        const position = { timestamp, sequence: this.#nextSequence(ingestedAt) };
        const value = Buffer.from(JSON.stringify([stream.name, ingestedAt, message]));
        events.push({ type: 'put', key: eventKey(pending.group.id, position), value });
        const key = eventKey(pending.group.id + stream.id, position);
        positions.push({ type: 'put', key, value: EMPTY });
      }
    }
    if (streams.size === 0) return;
    await this.#events.write(events);
    await this.#positions.write(positions);
    await this.#streamStore.write([...streams].map(([id, stream]) => this.#streams.putWrite(id, stream)));
  }

  #nextSequence(now: number): number {
    this.#lastSequence = Math.max(this.#lastSequence + 1, now * 1000);
    return this.#lastSequence;
  }

  #newStream(name: string): LogStream {
    return { name, id: this.#newId(), createdAt: this.#sources.now() };
  }

  #newId(): string {
    return this.#sources.bytes(8).toString('hex');
  }
}

function streamKey(group: LogGroup, name: string): string {
  return group.id + name;
}

function withEvents(stream: LogStream, events: readonly LogLine[], ingestedAt: number): LogStream {
  let first = stream.firstEventAt ?? Number.POSITIVE_INFINITY;
  let last = stream.lastEventAt ?? 0;
  for (const { timestamp } of events) {
    first = Math.min(first, timestamp);
    last = Math.max(last, timestamp);
  }
  return events.length === 0
    ? stream
    : { ...stream, firstEventAt: first, lastEventAt: last, lastIngestedAt: ingestedAt };
}

function decode(key: Buffer, value: Buffer): StoredEvent {
  const [stream, ingestedAt, message]: [string, number, string] = JSON.parse(value.toString());
  return { ...eventPosition(key), stream, ingestedAt, message };
}
