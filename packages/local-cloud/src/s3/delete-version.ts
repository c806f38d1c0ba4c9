import type { BucketRecord } from './bucket-record.ts';
import type { CurrentCheck } from './index/object-index.ts';
import type { S3State } from './s3-call.ts';
import { newVersionId } from './store-object.ts';

export interface DeletionOutcome {
  /** The delete marker that was made. */
  readonly markerId?: string;
  /** The version that is gone for good. */
  readonly removedId?: string;
  readonly wasMarker: boolean;
}

/**
 * Deletes an object as the bucket's versioning wants it: behind a delete marker, or for good. With a version
 * id, that version goes for good. What is not there is no failure. `check` sees the newest version before.
 */
export async function deleteVersion(
  { index, sources }: S3State,
  bucket: BucketRecord,
  {
    key,
    versionId,
    check,
  }: { readonly key: string; readonly versionId?: string; readonly check?: CurrentCheck },
): Promise<DeletionOutcome> {
  if (versionId === undefined && bucket.versioning !== undefined) {
    const now = sources.now();
    const markerId = newVersionId(sources, bucket);
    const sequence = index.nextSequence(now);
    const marker = { deleteMarker: true, key, versionId: markerId, sequence, lastModified: now } as const;
    await index.put(bucket.id, marker, true, check);
    return { markerId, wasMarker: false };
  }
  const removed = await index.remove(bucket.id, key, versionId ?? 'null', check);
  return {
    ...(versionId === undefined ? {} : { removedId: versionId }),
    wasMarker: removed?.deleteMarker === true,
  };
}
