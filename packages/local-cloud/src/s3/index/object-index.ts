import type { OrderedStore, StoreEntry, StoreWrite } from '../../store/ordered-store.ts';
import type { ContentFiles } from '../content/content-files.ts';
import { s3Error } from '../s3-errors.ts';
import {
  afterPrefix,
  currentKey,
  fileKey,
  noncurrentKey,
  noncurrentPrefix,
  noncurrentStart,
  partKey,
  uploadKey,
  uploadStart,
} from './index-key.ts';
import type { ContentReference, ObjectVersion, Upload, UploadPart, Version } from './object-version.ts';
import { Turns } from './turns.ts';

const EMPTY = Buffer.alloc(0);

/** Looks at the newest version before a change and throws when it must not be made. */
export type CurrentCheck = (current: Version | undefined) => void;

/**
 * Which objects there are, their versions, and the unfinished uploads. A change is one atomic write;
 * contents that nothing refers to any more are removed behind it.
 */
export class ObjectIndex {
  readonly #store: OrderedStore;
  readonly #files: ContentFiles;
  readonly #turns = new Turns();
  /** The buckets that there are, those being deleted, and the changes that go on in each. */
  readonly #open = new Set<string>();
  readonly #closing = new Set<string>();
  readonly #changes = new Map<string, Set<Promise<unknown>>>();
  #lastSequence = 0;

  constructor(store: OrderedStore, files: ContentFiles) {
    this.#store = store;
    this.#files = files;
  }

  /** Whether some object or part is in that file. */
  static knows(store: OrderedStore, fileId: string): boolean {
    return store.get(fileKey(fileId)) !== undefined;
  }

  /** The newest version, which may be a delete marker. */
  current(bucketId: string, key: string): Version | undefined {
    return this.#read<Version>(currentKey(bucketId, key));
  }

  async version(bucketId: string, key: string, versionId: string): Promise<Version | undefined> {
    const current = this.current(bucketId, key);
    if (current?.versionId === versionId) return current;
    for await (const version of this.#noncurrent(bucketId, key)) {
      if (version.versionId === versionId) return version;
    }
    return undefined;
  }

  /** The newest versions from `start` on, in the order of their keys. */
  currents(bucketId: string, start: Buffer): AsyncIterable<StoreEntry> {
    return this.#store.entries({ gte: start, lt: afterPrefix(currentKey(bucketId, '')) });
  }

  /** The older versions of one object, newest first. */
  olderVersions(bucketId: string, key: string): AsyncIterable<Version> {
    return this.#noncurrent(bucketId, key);
  }

  /** A number for a version that comes after all others. `now` is in milliseconds. */
  nextSequence(now: number): number {
    this.#lastSequence = Math.max(this.#lastSequence + 1, now * 1000);
    return this.#lastSequence;
  }

  /**
   * Makes `version` the newest. The one before it stays as an older version if `keep` says so; a version
   * with the same id goes in any case.
   */
  put(bucketId: string, version: Version, keep: boolean, check?: CurrentCheck): Promise<void> {
    return this.#change(bucketId, version.key, async () => {
      const current = this.current(bucketId, version.key);
      check?.(current);
      const { writes, gone } = await this.#succession(bucketId, current, version, keep);
      if (version.deleteMarker !== true) writes.push(...fileReferences(version.content));
      await this.#release(writes, gone);
    });
  }

  /** Removes one version for good; what was before it becomes the newest. Gives back what was removed. */
  remove(
    bucketId: string,
    key: string,
    versionId: string,
    check?: CurrentCheck,
  ): Promise<Version | undefined> {
    return this.#change(bucketId, key, async () => {
      const current = this.current(bucketId, key);
      check?.(current);
      const version = await this.version(bucketId, key, versionId);
      if (version === undefined) return undefined;
      const writes: StoreWrite[] = [];
      if (version.sequence === current?.sequence) {
        writes.push({ type: 'del', key: currentKey(bucketId, key) });
        for await (const older of this.#noncurrent(bucketId, key)) {
          writes.push(put(currentKey(bucketId, key), older), {
            type: 'del',
            key: noncurrentKey(bucketId, key, older.sequence),
          });
          break;
        }
      } else writes.push({ type: 'del', key: noncurrentKey(bucketId, key, version.sequence) });
      await this.#release(writes, [version]);
      return version;
    });
  }

  /** Changes what is said of a version, not its content. Undefined when there is no such version. */
  amend(
    bucketId: string,
    key: string,
    versionId: string,
    change: (version: ObjectVersion) => ObjectVersion,
  ): Promise<void> {
    return this.#change(bucketId, key, async () => {
      const version = await this.version(bucketId, key, versionId);
      if (version === undefined || version.deleteMarker === true) throw s3Error('NoSuchKey', { Key: key });
      const isCurrent = this.current(bucketId, key)?.sequence === version.sequence;
      const at = isCurrent ? currentKey(bucketId, key) : noncurrentKey(bucketId, key, version.sequence);
      await this.#store.write([put(at, change(version))]);
    });
  }

  startUpload(bucketId: string, upload: Upload): Promise<void> {
    return this.#change(bucketId, upload.key, () =>
      this.#store.write([put(uploadKey(bucketId, upload.key, upload.uploadId), upload)]),
    );
  }

  /** Throws AwsError `NoSuchUpload`. */
  upload(bucketId: string, key: string, uploadId: string): Upload {
    const upload = /^[0-9a-f]{32}$/.test(uploadId)
      ? this.#read<Upload>(uploadKey(bucketId, key, uploadId))
      : undefined;
    if (upload === undefined) throw s3Error('NoSuchUpload', { UploadId: uploadId.slice(0, 256) });
    return upload;
  }

  async *uploads(bucketId: string, start: string): AsyncGenerator<Upload> {
    const range = { gte: uploadStart(bucketId, start), lt: afterPrefix(uploadStart(bucketId, '')) };
    for await (const [, value] of this.#store.entries(range)) yield parse<Upload>(value);
  }

  async *parts(uploadId: string, after = 0): AsyncGenerator<UploadPart> {
    const range = { gt: partKey(uploadId, after), lte: partKey(uploadId, 99_999) };
    for await (const [, value] of this.#store.entries(range)) yield parse<UploadPart>(value);
  }

  putPart(bucketId: string, key: string, uploadId: string, part: UploadPart): Promise<void> {
    return this.#change(bucketId, key, async () => {
      this.upload(bucketId, key, uploadId);
      const before = this.#read<UploadPart>(partKey(uploadId, part.number));
      await this.#store.write([
        put(partKey(uploadId, part.number), part),
        { type: 'put', key: fileKey(part.fileId), value: EMPTY },
        ...(before === undefined ? [] : [{ type: 'del', key: fileKey(before.fileId) } as const]),
      ]);
      if (before !== undefined) await this.#removeFiles([before.fileId]);
    });
  }

  abortUpload(bucketId: string, key: string, uploadId: string): Promise<void> {
    return this.#change(bucketId, key, async () => {
      this.upload(bucketId, key, uploadId);
      const content = { type: 'parts', uploadId, count: 0 } as const;
      const { writes, files } = await this.#releaseContent(content);
      await this.#store.write([{ type: 'del', key: uploadKey(bucketId, key, uploadId) }, ...writes]);
      await this.#removeFiles(files);
    });
  }

  /** Makes the object out of the wanted parts; the others go. `make` is given the parts that are there. */
  completeUpload(
    bucketId: string,
    key: string,
    uploadId: string,
    keep: boolean,
    make: (parts: ReadonlyMap<number, UploadPart>) => Promise<{
      readonly version: ObjectVersion;
      readonly wanted: ReadonlySet<number>;
    }>,
    check?: CurrentCheck,
  ): Promise<ObjectVersion> {
    return this.#change(bucketId, key, async () => {
      this.upload(bucketId, key, uploadId);
      const current = this.current(bucketId, key);
      check?.(current);
      const parts = new Map<number, UploadPart>();
      for await (const part of this.parts(uploadId)) parts.set(part.number, part);
      const { version, wanted } = await make(parts);
      const unwanted = [...parts.values()].filter(({ number }) => !wanted.has(number));
      const succession = await this.#succession(bucketId, current, version, keep);
      const writes: StoreWrite[] = [
        { type: 'del', key: uploadKey(bucketId, key, uploadId) },
        ...unwanted.flatMap(({ number, fileId }): StoreWrite[] => [
          { type: 'del', key: partKey(uploadId, number) },
          { type: 'del', key: fileKey(fileId) },
        ]),
        ...succession.writes,
      ];
      await this.#release(writes, succession.gone);
      await this.#removeFiles(unwanted.map(({ fileId }) => fileId));
      return version;
    });
  }

  /** Lets objects be put into the bucket. */
  openBucket(bucketId: string): void {
    this.#open.add(bucketId);
  }

  /** Runs `work` when the bucket is empty and nobody changes it. Throws AwsError `BucketNotEmpty`. */
  async closeBucket(bucketId: string, work: () => Promise<void>): Promise<void> {
    this.#closing.add(bucketId);
    try {
      await Promise.allSettled(this.#changes.get(bucketId) ?? []);
      for (const start of [
        currentKey(bucketId, ''),
        noncurrentStart(bucketId, ''),
        uploadStart(bucketId, ''),
      ]) {
        for await (const _ of this.#store.entries({ gte: start, lt: afterPrefix(start), limit: 1 })) {
          throw s3Error('BucketNotEmpty');
        }
      }
      await work();
      this.#open.delete(bucketId);
    } finally {
      this.#closing.delete(bucketId);
    }
  }

  /** What is written and what goes when `version` comes after `current`. */
  async #succession(
    bucketId: string,
    current: Version | undefined,
    version: Version,
    keep: boolean,
  ): Promise<{ readonly writes: StoreWrite[]; readonly gone: Version[] }> {
    const { key, versionId } = version;
    const writes = [put(currentKey(bucketId, key), version)];
    const gone: Version[] = [];
    if (current !== undefined) {
      if (keep && current.versionId !== versionId) {
        writes.push(put(noncurrentKey(bucketId, key, current.sequence), current));
      } else gone.push(current);
    }
    for await (const older of this.#noncurrent(bucketId, key)) {
      if (older.versionId !== versionId) continue;
      gone.push(older);
      writes.push({ type: 'del', key: noncurrentKey(bucketId, key, older.sequence) });
    }
    return { writes, gone };
  }

  async *#noncurrent(bucketId: string, key: string): AsyncGenerator<Version> {
    const prefix = noncurrentPrefix(bucketId, key);
    for await (const [, value] of this.#store.entries({ gte: prefix, lt: afterPrefix(prefix) })) {
      yield parse<Version>(value);
    }
  }

  /** Writes, without the references of the versions that are gone, then removes their files. */
  async #release(writes: readonly StoreWrite[], gone: readonly Version[]): Promise<void> {
    const released = await Promise.all(
      gone.map((version) =>
        version.deleteMarker === true ? { writes: [], files: [] } : this.#releaseContent(version.content),
      ),
    );
    await this.#store.write([...released.flatMap((one) => one.writes), ...writes]);
    await this.#removeFiles(released.flatMap(({ files }) => files));
  }

  async #releaseContent(
    content: ContentReference,
  ): Promise<{ readonly writes: readonly StoreWrite[]; readonly files: readonly string[] }> {
    if (content.type === 'file') {
      return { writes: [{ type: 'del', key: fileKey(content.id) }], files: [content.id] };
    }
    const writes: StoreWrite[] = [];
    const files: string[] = [];
    for await (const { number, fileId } of this.parts(content.uploadId)) {
      writes.push(
        { type: 'del', key: partKey(content.uploadId, number) },
        { type: 'del', key: fileKey(fileId) },
      );
      files.push(fileId);
    }
    return { writes, files };
  }

  /** A file that cannot be removed now is removed at the next start. */
  async #removeFiles(ids: readonly string[]): Promise<void> {
    await this.#files.remove(ids).catch(() => {});
  }

  async #change<Result>(bucketId: string, key: string, work: () => Promise<Result>): Promise<Result> {
    if (this.#closing.has(bucketId)) throw s3Error('OperationAborted');
    if (!this.#open.has(bucketId)) throw s3Error('NoSuchBucket');
    const changes = this.#changes.get(bucketId) ?? new Set();
    this.#changes.set(bucketId, changes);
    const done = this.#turns.run(bucketId + key, work);
    changes.add(done);
    try {
      return await done;
    } finally {
      changes.delete(done);
      if (changes.size === 0) this.#changes.delete(bucketId);
    }
  }

  #read<Document>(key: Buffer): Document | undefined {
    const value = this.#store.get(key);
    return value === undefined ? undefined : parse<Document>(value);
  }
}

function fileReferences(content: ContentReference): StoreWrite[] {
  return content.type === 'file' ? [{ type: 'put', key: fileKey(content.id), value: EMPTY }] : [];
}

function put(key: Buffer, document: object): StoreWrite {
  return { type: 'put', key, value: Buffer.from(JSON.stringify(document)) };
}

function parse<Document>(value: Buffer): Document {
  return JSON.parse(value.toString());
}
