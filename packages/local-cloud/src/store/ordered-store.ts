/** One change of a batch. Keys and values are bytes; keys are ordered as unsigned bytes. */
export type StoreWrite =
  | { readonly type: 'put'; readonly key: Uint8Array; readonly value: Uint8Array }
  | { readonly type: 'del'; readonly key: Uint8Array };

/** A range of keys. `limit` counts entries; `reverse` starts at the upper end. */
export interface StoreRange {
  readonly gt?: Uint8Array;
  readonly gte?: Uint8Array;
  readonly lt?: Uint8Array;
  readonly lte?: Uint8Array;
  readonly reverse?: boolean;
  readonly limit?: number;
}

export type StoreEntry = readonly [key: Buffer, value: Buffer];

/**
 * The one seam between the emulated services and the disk: an ordered map of bytes.
 * A write is atomic and, once its promise is fulfilled, survives the death of the process.
 */
export interface OrderedStore {
  get(key: Uint8Array): Buffer | undefined;
  getMany(keys: readonly Uint8Array[]): Promise<(Buffer | undefined)[]>;
  /** Entries in key order, read from one consistent snapshot taken when iteration starts. */
  entries(range?: StoreRange): AsyncIterable<StoreEntry>;
  /** The values of those entries alone, as many at a time as are read at once: half the cost of entries. */
  valuePages(range?: StoreRange): AsyncIterable<readonly Buffer[]>;
  /** Applies all writes or none of them. */
  write(writes: readonly StoreWrite[]): Promise<void>;
  /** Removes every key of the range. Not atomic with respect to concurrent writes. */
  clear(range?: StoreRange): Promise<void>;
  /**
   * A view that holds its keys apart from every other name's. Names are `[a-z0-9-]+`.
   * A store that has namespaces holds no keys of its own beside them.
   */
  namespace(name: string): OrderedStore;
}

/** The store that owns the files (or the memory) and closes them. */
export interface ClosableStore extends OrderedStore {
  close(): Promise<void>;
}
