import { AwsError } from '../aws/aws-error.ts';
import type { BucketRecord } from './bucket-record.ts';
import type { ObjectVersion } from './index/object-version.ts';
import { missingObject, type S3Call } from './s3-call.ts';
import { invalidArgument, s3Error } from './s3-errors.ts';

/**
 * The version of an object that a caller wants, the newest by default.
 * Throws AwsError `NoSuchKey`, `NoSuchVersion`, `MethodNotAllowed` for a delete marker.
 */
export async function wantedVersion(
  call: S3Call,
  bucket: BucketRecord,
  key: string = call.key,
  versionId: string | null = call.query.get('versionId'),
): Promise<ObjectVersion> {
  if (versionId === '') {
    throw invalidArgument('versionId', '', 'Version id cannot be the empty string');
  }
  const version =
    versionId === null
      ? call.index.current(bucket.id, key)
      : await call.index.version(bucket.id, key, versionId);
  if (version === undefined) {
    throw versionId === null
      ? missingObject(call, bucket, key)
      : s3Error('NoSuchVersion', { Key: key, VersionId: versionId.slice(0, 256) });
  }
  if (version.deleteMarker !== true) return version;
  const { code, message, status, members } =
    versionId === null ? missingObject(call, bucket, key) : s3Error('MethodNotAllowed', { Key: key });
  throw new AwsError(code, message, status, {
    ...members,
    'x-amz-delete-marker': 'true',
    'x-amz-version-id': version.versionId,
  });
}
