import { AwsError } from '../aws/aws-error.ts';
import type { BucketStore } from './bucket-store.ts';
import type { ContentFiles } from './content/content-files.ts';
import { ContentGoneError } from './content/content-files.ts';
import type { ObjectIndex } from './index/object-index.ts';
import { openContent } from './object-answer.ts';

/** How other services read objects, once they know that their caller may. */
export interface ObjectReader {
  /** The whole object. Throws AwsError `NoSuchBucket`, `NoSuchKey`, `NoSuchVersion`. */
  read(bucket: string, key: string, versionId?: string): Promise<Buffer>;
}

export function objectReader(state: {
  readonly buckets: BucketStore;
  readonly index: ObjectIndex;
  readonly files: ContentFiles;
}): ObjectReader {
  const { buckets, index } = state;
  async function read(bucketName: string, key: string, versionId?: string): Promise<Buffer> {
    const bucket = buckets.find(bucketName);
    if (bucket === undefined) {
      throw new AwsError('NoSuchBucket', 'The specified bucket does not exist', 404);
    }
    const version =
      versionId === undefined
        ? index.current(bucket.id, key)
        : await index.version(bucket.id, key, versionId);
    if (version === undefined || version.deleteMarker === true) {
      throw versionId === undefined
        ? new AwsError('NoSuchKey', 'The specified key does not exist.', 404)
        : new AwsError('NoSuchVersion', 'The specified version does not exist.', 404);
    }
    const chunks: Buffer[] = [];
    if (version.size > 0) {
      const content = await openContent(state, version.content, { start: 0, end: version.size - 1 });
      for await (const chunk of content) chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  }
  return {
    async read(bucket, key, versionId) {
      try {
        return await read(bucket, key, versionId);
      } catch (error) {
        // The object was replaced since it was looked up; look again.
        if (error instanceof ContentGoneError) return read(bucket, key, versionId);
        throw error;
      }
    },
  };
}
