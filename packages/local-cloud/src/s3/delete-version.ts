import type { BucketRecord } from './bucket-record.ts';
import type { CurrentCheck } from './index/object-index.ts';
import type { S3State } from './s3-call.ts';
import { s3Error } from './s3-errors.ts';
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
 * id, that version goes for good. What is not there is no failure.
 */
export async function deleteVersion(
  { index, sources }: S3State,
  bucket: BucketRecord,
  wanted: { readonly key: string; readonly versionId?: string; readonly ifMatch?: string },
): Promise<DeletionOutcome> {
  const { key, versionId } = wanted;
  const check = conditionOf(wanted);
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

function conditionOf({ key, ifMatch }: { readonly key: string; readonly ifMatch?: string }): CurrentCheck {
  return (current) => {
    if (ifMatch === undefined) return;
    if (current === undefined || current.deleteMarker === true) throw s3Error('NoSuchKey', { Key: key });
    const tag = ifMatch.replace(/^"(.*)"$/, '$1');
    if (tag !== '*' && tag !== current.etag) throw s3Error('PreconditionFailed', { Condition: 'If-Match' });
  };
}
