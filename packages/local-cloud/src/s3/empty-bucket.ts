import type { BucketRecord } from './bucket-record.ts';
import { currentKey } from './index/index-key.ts';
import type { Version } from './index/object-version.ts';
import type { S3State } from './s3-call.ts';

/** Removes every version of every object and every unfinished upload. */
export async function emptyBucket({ index }: S3State, { id }: BucketRecord): Promise<void> {
  for await (const [, value] of index.currents(id, currentKey(id, ''))) {
    const { key, versionId }: Version = JSON.parse(value.toString());
    for await (const older of index.olderVersions(id, key)) await index.remove(id, key, older.versionId);
    await index.remove(id, key, versionId);
  }
  for await (const { key, uploadId } of index.uploads(id, '')) await index.abortUpload(id, key, uploadId);
}
