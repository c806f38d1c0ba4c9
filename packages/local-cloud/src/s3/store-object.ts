import { randomText, type Sources } from '../aws/sources.ts';
import type { BucketRecord } from './bucket-record.ts';
import type { CurrentCheck } from './index/object-index.ts';
import type { ObjectDescription, ObjectVersion } from './index/object-version.ts';
import { announceCreation } from './notifications/announce-change.ts';
import type { ObjectEvent } from './notifications/event-message.ts';
import type { Payload } from './payload/payload.ts';
import type { S3State } from './s3-call.ts';

const VERSION_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._';

/** The id of a version that is made now: `null` where there is no versioning. */
export function newVersionId(sources: Sources, { versioning }: BucketRecord): string {
  return versioning === 'Enabled' ? randomText(sources, 32, VERSION_ALPHABET) : 'null';
}

/** Whether the version before stays when another is made. */
export function keepsVersions({ versioning }: BucketRecord): boolean {
  return versioning !== undefined;
}

/**
 * Writes the content to the disk and then makes the object: whoever reads meanwhile sees what was there
 * before. Nothing stays behind when the content is not as declared or `check` throws.
 */
export async function storeObject(
  state: S3State,
  bucket: BucketRecord,
  object: {
    readonly key: string;
    readonly description: ObjectDescription;
    readonly payload: Pick<Payload, 'content' | 'facts'>;
    readonly check?: CurrentCheck;
    /** What it is announced as. */
    readonly event: 'Copy' | 'Post' | 'Put';
    readonly by?: ObjectEvent['by'];
  },
): Promise<ObjectVersion> {
  const { sources, files, index } = state;
  const id = await files.write(object.payload.content);
  try {
    const { size, md5, checksum } = object.payload.facts();
    const now = sources.now();
    const version: ObjectVersion = {
      ...object.description,
      key: object.key,
      versionId: newVersionId(sources, bucket),
      sequence: index.nextSequence(now),
      lastModified: now,
      etag: md5,
      size,
      content: { type: 'file', id },
      ...(checksum === undefined ? {} : { checksum: { ...checksum, type: 'FULL_OBJECT' } }),
    };
    await index.put(bucket.id, version, keepsVersions(bucket), object.check);
    await announceCreation(state, bucket, version, object.event, object.by);
    return version;
  } catch (error) {
    await files.remove([id]).catch(() => {});
    throw error;
  }
}
