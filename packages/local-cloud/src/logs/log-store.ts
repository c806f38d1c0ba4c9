import type { Sources } from '../aws/sources.ts';
import { rememberedCollection } from '../store/json-collection.ts';
import type { OrderedStore, StoreWrite } from '../store/ordered-store.ts';
import {
  bySecond,
  chunkKey,
  chunkRange,
  chunksBefore,
  encodeChunk,
  keyInScope,
  orderedEvents,
  type StoredEvent,
  sameSeconds,
} from './log-chunk.ts';
import type { EventRange } from './log-event-position.ts';
import { type LogGroup, type LogStream, withEvents } from './log-group.ts';
import type { LogLine } from './log-sink.ts';

/** Hears of events once they are durable. Must not throw. */
export type LogFollower = (group: LogGroup, stream: string, events: readonly StoredEvent[]) => void;

interface Pending {
  readonly group: LogGroup;
  readonly stream: string;
  readonly events: LogLine[];
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
  readonly #groups: ReturnType<typeof rememberedCollection<LogGroup>>;
  readonly #streams: ReturnType<typeof rememberedCollection<LogStream>>;
  readonly #streamStore: OrderedStore;
  /** Each group's chunks. */
  readonly #chunks: OrderedStore;
  /** The keys of each stream's chunks; the values are empty. */
  readonly #streamChunks: OrderedStore;
  /** By group id and stream name. */
  #pending = new Map<string, Pending>();
  /** The write that the pending events will be part of. */
  #gathering: Promise<void> | undefined;
  #writing: Promise<void> = Promise.resolve();
  #lastSequence = 0;
  readonly #followers = new Set<LogFollower>();

  constructor(store: OrderedStore, sources: Sources) {
    this.#sources = sources;
    this.#groups = rememberedCollection(store.namespace('groups'));
    this.#streamStore = store.namespace('streams');
    this.#streams = rememberedCollection(this.#streamStore);
    this.#chunks = store.namespace('chunks');
    this.#streamChunks = store.namespace('stream-chunks');
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
    // Everything of a group begins with its id, which is of one length.
    const end = Buffer.from(group.id.slice(0, -1) + String.fromCharCode(group.id.charCodeAt(15) + 1));
    for (const part of [this.#streamStore, this.#chunks, this.#streamChunks]) {
      await part.clear({ gte: Buffer.from(group.id), lt: end });
    }
    this.#streams.forgetAll();
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
    const all = chunkRange(group.id + stream.id, {});
    let writes: StoreWrite[] = [];
    for await (const [key] of this.#streamChunks.entries(all)) {
      writes.push({ type: 'del', key: keyInScope(group.id, key) });
      if (writes.length < 1000) continue;
      await this.#chunks.write(writes);
      writes = [];
    }
    await this.#chunks.write(writes);
    await this.#streamChunks.clear(all);
  }

  /**
   * Appends to a stream of the group, making the stream where it is missing.
   * Resolves when the events are durable.
   */
  append(group: LogGroup, stream: string, events: readonly LogLine[]): Promise<void> {
    const id = streamKey(group, stream);
    const pending = this.#pending.get(id);
    if (pending === undefined) this.#pending.set(id, { group, stream, events: [...events] });
    else pending.events.push(...events);
    this.#gathering ??= this.#gather();
    return this.#gathering;
  }

  /** Hands over all events to come, until the returned function is called. */
  follow(follower: LogFollower): () => void {
    this.#followers.add(follower);
    return () => void this.#followers.delete(follower);
  }

  /** Resolves when every event appended so far is durable. */
  async flush(): Promise<void> {
    await this.#gathering?.catch(() => {});
    await this.#writing;
  }

  /** The group's events of the range, in order; the newest first if `reverse`. */
  async *groupEvents(group: LogGroup, range: EventRange, reverse = false): AsyncGenerator<StoredEvent> {
    await this.flush();
    const scope = chunkRange(group.id, range);
    for await (const second of sameSeconds(this.#chunks.entries({ ...scope, reverse }))) {
      const events = orderedEvents(
        second.map(([, value]) => value),
        range,
      );
      yield* reverse ? events.reverse() : events;
    }
  }

  /** The stream's events of the range, in order; the newest first if `reverse`. */
  async *streamEvents(
    group: LogGroup,
    stream: LogStream,
    range: EventRange,
    reverse: boolean,
  ): AsyncGenerator<StoredEvent> {
    await this.flush();
    const scope = chunkRange(group.id + stream.id, range);
    for await (const second of sameSeconds(this.#streamChunks.entries({ ...scope, reverse }))) {
      const values = await this.#chunks.getMany(second.map(([key]) => keyInScope(group.id, key)));
      const events = orderedEvents(
        values.filter((value) => value !== undefined),
        range,
      );
      yield* reverse ? events.reverse() : events;
    }
  }

  /** Removes the events that are older than their group's retention. */
  async expire(): Promise<void> {
    await this.flush();
    for await (const group of this.groups('')) {
      if (group.retentionInDays === undefined) continue;
      const cutoff = this.#sources.now() - group.retentionInDays * DAY_MS;
      await this.#chunks.clear(chunksBefore(group.id, cutoff));
      for await (const stream of this.streams(group, '')) {
        await this.#streamChunks.clear(chunksBefore(group.id + stream.id, cutoff));
      }
    }
  }

  async #gather(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, GATHER_MS));
    await this.#writing;
    const batch = [...this.#pending.values()];
    this.#pending = new Map();
    this.#gathering = undefined;
    const written = this.#write(batch);
    this.#writing = written.catch(() => {});
    await written;
  }

  async #write(batch: readonly Pending[]): Promise<void> {
    const ingestedAt = this.#sources.now();
    const chunks: StoreWrite[] = [];
    const streamChunks: StoreWrite[] = [];
    const streams: StoreWrite[] = [];
    const told: (() => void)[] = [];
    for (const { group, stream: name, events } of batch) {
      // A group that was deleted after the append takes its events with it.
      if (this.#groups.get(group.name)?.id !== group.id) continue;
      const id = streamKey(group, name);
      const stream = this.#streams.get(id) ?? this.#newStream(name);
      streams.push(this.#streams.putWrite(id, withEvents(stream, events, ingestedAt)));
      for (const [second, own] of bySecond(events)) {
        const sequence = this.#takeSequences(ingestedAt, own.length);
        if (this.#followers.size > 0) {
          const stored = own.map((event, index) => ({
            ...event,
            stream: name,
            ingestedAt,
            sequence: sequence + index,
          }));
          told.push(() => {
            for (const follower of this.#followers) follower(group, name, stored);
          });
        }
        chunks.push({
          type: 'put',
          key: chunkKey(group.id, second, sequence),
          value: encodeChunk({ stream: name, ingestedAt, sequence, events: own }),
        });
        streamChunks.push({
          type: 'put',
          key: chunkKey(group.id + stream.id, second, sequence),
          value: EMPTY,
        });
      }
    }
    if (streams.length === 0) return;
    await this.#chunks.write(chunks);
    await this.#streamChunks.write(streamChunks);
    await this.#streamStore.write(streams);
    for (const tell of told) tell();
  }

  /** The first of `count` numbers that no other event has. */
  #takeSequences(now: number, count: number): number {
    const first = Math.max(this.#lastSequence + 1, now * 1000);
    this.#lastSequence = first + count - 1;
    return first;
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
