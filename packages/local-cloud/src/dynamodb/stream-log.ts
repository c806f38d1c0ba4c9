import type { Sources } from '../aws/sources.ts';
import type { OrderedStore, StoreWrite } from '../store/ordered-store.ts';
import { type AttributeValue, equalItems, type Item } from './attribute-value.ts';
import { numberedPrefix, RECORD } from './entry-key.ts';
import { keyAttributesOf } from './item-key.ts';
import { itemSize } from './item-size.ts';
import { RecentRecords } from './recent-records.ts';
import type { StoredItem } from './stored-item.ts';
import type { StreamDefinition, TableDefinition } from './table-definition.ts';

/** How long a stream keeps its records. */
export const STREAM_LIFETIME_MS: number = 24 * 60 * 60 * 1000;
/** Sequence numbers grow with time, by this many a millisecond at least. */
const NUMBERS_PER_MS = 1000;
const SEQUENCE_BYTES = 8;
const SEQUENCE_DIGITS = 20;

/** Who deleted an item, when it was DynamoDB itself. */
const TIME_TO_LIVE_IDENTITY = { type: 'Service', principalId: 'dynamodb.amazonaws.com' } as const;

/** A record as GetRecords answers it and as Lambda's events carry it. */
export interface StreamRecord {
  readonly eventID: string;
  readonly eventName: 'INSERT' | 'MODIFY' | 'REMOVE';
  readonly eventVersion: '1.1';
  readonly eventSource: 'aws:dynamodb';
  readonly awsRegion: string;
  readonly dynamodb: {
    /** Seconds since the epoch. */
    readonly ApproximateCreationDateTime: number;
    readonly Keys: Readonly<Record<string, AttributeValue>>;
    readonly NewImage?: Item;
    readonly OldImage?: Item;
    readonly SequenceNumber: string;
    readonly SizeBytes: number;
    readonly StreamViewType: StreamDefinition['view'];
  };
  readonly userIdentity?: { readonly type: string; readonly principalId: string };
}

/** A record that is about to be written; `done` is to be called when it is, or when it will never be. */
export interface PendingRecord {
  readonly write: StoreWrite;
  done(written: boolean): void;
}

/** The records of all streams of the tables, in the store. */
export class StreamLog {
  readonly #store: OrderedStore;
  readonly #sources: Sources;
  readonly #region: string;
  readonly #listeners = new Map<string, Set<() => void>>();
  /** The numbers of records that are not yet durable, by stream. Readers stay before the first of them. */
  readonly #pending = new Map<string, Set<number>>();
  readonly #recent = new RecentRecords();
  #last = 0;

  constructor(store: OrderedStore, sources: Sources, region: string) {
    this.#store = store;
    this.#sources = sources;
    this.#region = region;
  }

  /** Goes on behind the last record of a stream that is there already. */
  async resume(table: TableDefinition): Promise<void> {
    if (table.stream === undefined) return;
    const range = { ...recordRange(table, table.stream), reverse: true, limit: 1 };
    for await (const [key] of this.#store.entries(range)) this.#last = Math.max(this.#last, sequenceOf(key));
    this.#recent.begin(this.#last);
  }

  /**
   * The record of an item's change; undefined when the table has no stream or the item did not change.
   * `expired` tells that its time to live ended it.
   */
  record(
    table: TableDefinition,
    before: StoredItem | undefined,
    after: StoredItem | undefined,
    expired: boolean,
  ): PendingRecord | undefined {
    const { stream } = table;
    if (stream?.enabled !== true) return undefined;
    const item = (after ?? before)?.item;
    if (item === undefined || (before && after && equalItems(before.item, after.item))) return undefined;
    const sequence = this.#next();
    const record = this.#describe(table, stream, sequence, item, before, after, expired);
    const name = streamName(table, stream);
    const pending = this.#pending.get(name) ?? new Set();
    this.#pending.set(name, pending.add(sequence));
    const value = Buffer.from(JSON.stringify(record));
    return {
      write: { type: 'put', key: recordKey(table, stream, sequence), value },
      done: (written) => {
        pending.delete(sequence);
        if (written) this.#recent.add({ stream: name, sequence, value });
        for (const listener of this.#listeners.get(name) ?? []) listener();
      },
    };
  }

  /**
   * Up to `limit` records behind the sequence number `after`, in order, and not more than about
   * `maxBytes` of them. Records that another one, still being written, comes before are left for later.
   */
  async read(
    table: TableDefinition,
    stream: StreamDefinition,
    after: number,
    limit: number,
    maxBytes: number = 1024 * 1024,
  ): Promise<readonly StreamRecord[]> {
    const end = this.latest(table, stream);
    const from = Math.max(after, this.horizon() - 1);
    const records: StreamRecord[] = [];
    let bytes = 0;
    const recent = this.#recent.between(streamName(table, stream), from, end);
    for await (const value of recent?.slice(0, limit) ?? this.#stored(table, stream, from, end, limit)) {
      bytes += value.length;
      if (records.length > 0 && bytes > maxBytes) break;
      records.push(JSON.parse(value.toString()));
    }
    return records;
  }

  async *#stored(
    table: TableDefinition,
    stream: StreamDefinition,
    after: number,
    end: number,
    limit: number,
  ): AsyncGenerator<Buffer> {
    const range = { gt: recordKey(table, stream, after), lte: recordKey(table, stream, end), limit };
    for await (const [, value] of this.#store.entries(range)) yield value;
  }

  /** The number up to which all records of a stream can be read. */
  latest(table: TableDefinition, stream: StreamDefinition): number {
    const pending = this.#pending.get(streamName(table, stream));
    return pending === undefined || pending.size === 0 ? this.#last : Math.min(...pending) - 1;
  }

  /** The lowest number that a record of the stream can have that is still there. */
  earliest(stream: StreamDefinition): number {
    return Math.max(Math.floor(stream.createdAt) * NUMBERS_PER_MS, this.horizon());
  }

  /** The lowest number that a record of the last 24 hours can have. */
  horizon(): number {
    return Math.max(0, (this.#sources.now() - STREAM_LIFETIME_MS) * NUMBERS_PER_MS);
  }

  /** Calls `listener` when records may have come; answers how to end that. */
  listen(table: TableDefinition, stream: StreamDefinition, listener: () => void): () => void {
    const name = streamName(table, stream);
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  /** Removes records that are older than 24 hours. */
  async trim(table: TableDefinition): Promise<void> {
    if (table.stream === undefined) return;
    const { gte } = recordRange(table, table.stream);
    await this.#store.clear({ gte, lt: recordKey(table, table.stream, this.horizon()) });
  }

  #next(): number {
    this.#last = Math.max(this.#last + 1, this.#sources.now() * NUMBERS_PER_MS);
    return this.#last;
  }

  #describe(
    table: TableDefinition,
    stream: StreamDefinition,
    sequence: number,
    item: Item,
    before: StoredItem | undefined,
    after: StoredItem | undefined,
    expired: boolean,
  ): StreamRecord {
    const keys = keyAttributesOf(table.keys, item);
    const fresh = stream.view === 'NEW_IMAGE' || stream.view === 'NEW_AND_OLD_IMAGES' ? after : undefined;
    const old = stream.view === 'OLD_IMAGE' || stream.view === 'NEW_AND_OLD_IMAGES' ? before : undefined;
    return {
      eventID: this.#sources.uuid().replaceAll('-', ''),
      eventName: before === undefined ? 'INSERT' : after === undefined ? 'REMOVE' : 'MODIFY',
      eventVersion: '1.1',
      eventSource: 'aws:dynamodb',
      awsRegion: this.#region,
      dynamodb: {
        ApproximateCreationDateTime: Math.floor(this.#sources.now() / 1000),
        Keys: keys,
        ...(fresh && { NewImage: fresh.item }),
        ...(old && { OldImage: old.item }),
        SequenceNumber: formatSequence(sequence),
        SizeBytes: itemSize(keys) + (fresh?.size ?? 0) + (old?.size ?? 0),
        StreamViewType: stream.view,
      },
      ...(expired && { userIdentity: TIME_TO_LIVE_IDENTITY }),
    };
  }
}

/** 21 digits, so that numbers are ordered as their texts are. */
export function formatSequence(sequence: number): string {
  return `1${String(sequence).padStart(SEQUENCE_DIGITS, '0')}`;
}

/** The number that a text stands for; undefined when it is none of ours. */
export function parseSequence(text: string): number | undefined {
  if (!/^1\d{20}$/.test(text)) return undefined;
  const sequence = Number(text.slice(1));
  return Number.isSafeInteger(sequence) ? sequence : undefined;
}

function streamName(table: TableDefinition, stream: StreamDefinition): string {
  return `${table.number}/${stream.number}`;
}

function recordKey(table: TableDefinition, stream: StreamDefinition, sequence: number): Buffer {
  const number = Buffer.alloc(SEQUENCE_BYTES);
  number.writeBigUInt64BE(BigInt(Math.max(0, sequence)));
  return Buffer.concat([numberedPrefix(RECORD.streamRecord, table.number, stream.number), number]);
}

function recordRange(
  table: TableDefinition,
  stream: StreamDefinition,
): { readonly gte: Buffer; readonly lte: Buffer } {
  return {
    gte: recordKey(table, stream, 0),
    lte: recordKey(table, stream, Number.MAX_SAFE_INTEGER),
  };
}

function sequenceOf(key: Buffer): number {
  return Number(key.readBigUInt64BE(key.length - SEQUENCE_BYTES));
}
