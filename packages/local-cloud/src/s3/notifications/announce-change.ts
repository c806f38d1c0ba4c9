import type { BucketRecord } from '../bucket-record.ts';
import type { DeletionOutcome } from '../delete-version.ts';
import type { ObjectVersion } from '../index/object-version.ts';
import type { S3State } from '../s3-call.ts';
import type { ObjectEvent } from './event-message.ts';

/** Announces an object that was made. */
export function announceCreation(
  { announce }: Pick<S3State, 'announce'>,
  bucket: BucketRecord,
  { key, size, etag, versionId, sequence }: ObjectVersion,
  how: 'CompleteMultipartUpload' | 'Copy' | 'Post' | 'Put',
  by: ObjectEvent['by'],
): Promise<void> {
  return announce(bucket, {
    name: `ObjectCreated:${how}`,
    key,
    size,
    etag,
    sequence,
    ...(bucket.versioning === undefined ? {} : { versionId }),
    ...(by === undefined ? {} : { by }),
  });
}

/** Announces an object, or a version, that was deleted. */
export function announceDeletion(
  { announce, index, sources }: Pick<S3State, 'announce' | 'index' | 'sources'>,
  bucket: BucketRecord,
  key: string,
  { markerId, removedId }: DeletionOutcome,
  why: 'LifecycleExpiration' | 'ObjectRemoved',
  by?: ObjectEvent['by'],
): Promise<void> {
  const versionId = markerId ?? removedId;
  return announce(bucket, {
    name: `${why}:${markerId === undefined ? 'Delete' : 'DeleteMarkerCreated'}`,
    key,
    sequence: index.nextSequence(sources.now()),
    ...(versionId === undefined || bucket.versioning === undefined ? {} : { versionId }),
    ...(by === undefined ? {} : { by }),
  });
}
