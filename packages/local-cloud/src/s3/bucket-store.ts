import type { Sources } from '../aws/sources.ts';
import { type JsonCollection, jsonCollection } from '../store/json-collection.ts';
import type { OrderedStore } from '../store/ordered-store.ts';
import { isBucketName } from './bucket-name.ts';
import { ALL_PUBLIC_ACCESS_BLOCKED, type BucketRecord } from './bucket-record.ts';
import type { ObjectIndex } from './index/object-index.ts';
import { s3Error } from './s3-errors.ts';

const MOST_BUCKETS = 1000;

/** The account's buckets. All of them are in memory; a change is durable before it is seen. */
export class BucketStore {
  readonly #collection: JsonCollection<BucketRecord>;
  readonly #sources: Sources;
  readonly #index: ObjectIndex;
  readonly #buckets = new Map<string, BucketRecord>();
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(store: OrderedStore, sources: Sources, index: ObjectIndex) {
    this.#collection = jsonCollection(store);
    this.#sources = sources;
    this.#index = index;
  }

  static async open(store: OrderedStore, sources: Sources, index: ObjectIndex): Promise<BucketStore> {
    const buckets = new BucketStore(store, sources, index);
    for await (const [, record] of buckets.#collection.list()) buckets.#remember(record);
    return buckets;
  }

  /** By name. */
  list(): BucketRecord[] {
    return [...this.#buckets.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
  }

  find(name: string): BucketRecord | undefined {
    return this.#buckets.get(name);
  }

  /** Throws AwsError `NoSuchBucket`. */
  get(name: string): BucketRecord {
    const bucket = this.#buckets.get(name);
    if (bucket === undefined) throw s3Error('NoSuchBucket', { BucketName: name.slice(0, 256) });
    return bucket;
  }

  /** Throws AwsError `InvalidBucketName`, `BucketAlreadyOwnedByYou`, `TooManyBuckets`. */
  create(
    name: string,
    settings: Partial<Omit<BucketRecord, 'name' | 'id' | 'createdAt'>> = {},
  ): Promise<BucketRecord> {
    return this.#inTurn(async () => {
      if (!isBucketName(name)) throw s3Error('InvalidBucketName', { BucketName: name.slice(0, 256) });
      const existing = this.#buckets.get(name);
      if (existing !== undefined) {
        const { creationToken } = settings;
        if (creationToken !== undefined && existing.creationToken === creationToken) return existing;
        throw s3Error('BucketAlreadyOwnedByYou', { BucketName: name });
      }
      if (this.#buckets.size >= MOST_BUCKETS) throw s3Error('TooManyBuckets');
      return this.#put({
        name,
        id: this.#sources.bytes(8).toString('hex'),
        createdAt: this.#sources.now(),
        versioning: undefined,
        publicAccessBlock: ALL_PUBLIC_ACCESS_BLOCKED,
        policy: undefined,
        cors: [],
        lifecycle: [],
        tags: {},
        ...settings,
      });
    });
  }

  change(name: string, change: (bucket: BucketRecord) => BucketRecord): Promise<BucketRecord> {
    return this.#inTurn(async () => this.#put(change(this.get(name))));
  }

  /** Throws AwsError `BucketNotEmpty` when it holds an object, a version or an unfinished upload. */
  delete(name: string): Promise<void> {
    return this.#inTurn(async () => {
      const bucket = this.get(name);
      await this.#index.closeBucket(bucket.id, async () => {
        await this.#collection.delete(name);
        this.#buckets.delete(name);
      });
    });
  }

  async #put(bucket: BucketRecord): Promise<BucketRecord> {
    await this.#collection.put(bucket.name, bucket);
    this.#remember(bucket);
    return bucket;
  }

  #remember(bucket: BucketRecord): void {
    this.#buckets.set(bucket.name, bucket);
    this.#index.openBucket(bucket.id);
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => {});
    return done;
  }
}
