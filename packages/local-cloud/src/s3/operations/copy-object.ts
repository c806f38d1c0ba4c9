import { writeCheck } from '../conditional.ts';
import { copiedPayload, permitTagsOf, readCopySource } from '../copy-source.ts';
import type { ObjectDescription } from '../index/object-version.ts';
import { expirationHeader } from '../lifecycle/expiration-header.ts';
import { readDescription } from '../object-description.ts';
import { checksumElement } from '../payload/checksum.ts';
import { permittedObject, type S3Operation } from '../s3-call.ts';
import { invalidArgument, s3Error } from '../s3-errors.ts';
import { storeObject } from '../store-object.ts';
import { requestTagKeys } from '../tagging.ts';
import { documentAnswer } from '../wire.ts';
import { MOST_BYTES_AT_ONCE } from './put-object.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html */
export const copyObject: S3Operation = async (call) => {
  const { request, key } = call;
  const given = readDescription(request);
  const replacesMetadata = directive(request.header('x-amz-metadata-directive'), 'x-amz-metadata-directive');
  const replacesTags = directive(request.header('x-amz-tagging-directive'), 'x-amz-tagging-directive');
  const source = await readCopySource(call);
  if (!replacesTags) permitTagsOf(call, source);
  const tags = replacesTags ? given.tags : source.version.tags;
  const bucket = permittedObject(
    call,
    Object.keys(tags).length > 0 ? ['s3:PutObject', 's3:PutObjectTagging'] : ['s3:PutObject'],
    {
      's3:x-amz-copy-source': `${source.bucket.name}/${source.version.key}`,
      's3:x-amz-metadata-directive': replacesMetadata ? 'REPLACE' : 'COPY',
      ...requestTagKeys(tags),
    },
  );
  const isSame = bucket.id === source.bucket.id && key === source.version.key;
  const changesNothing = !replacesMetadata && request.header('x-amz-storage-class') === undefined;
  if (isSame && changesNothing && !source.isOlder) {
    throw s3Error(
      'InvalidRequest',
      {},
      "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
    );
  }
  if (source.version.size > MOST_BYTES_AT_ONCE) {
    throw s3Error(
      'InvalidRequest',
      {},
      `The specified copy source is larger than the maximum allowable size for a copy source: ${MOST_BYTES_AT_ONCE}`,
    );
  }
  const description: ObjectDescription = {
    ...(replacesMetadata ? given : source.version),
    storageClass: given.storageClass,
    tags,
  };
  const { headers, metadata, storageClass } = description;
  const version = await storeObject(call, bucket, {
    key,
    description: { headers, metadata, storageClass, tags },
    payload: await copiedPayload(call, source.version),
    check: writeCheck(request, key),
    event: 'Copy',
    by: call,
  });
  const answer = documentAnswer('CopyObjectResult', {
    LastModified: new Date(version.lastModified).toISOString(),
    ETag: `"${version.etag}"`,
    ...(version.checksum === undefined
      ? {}
      : { [checksumElement(version.checksum.algorithm)]: version.checksum.value }),
  });
  const sourceVersion = source.bucket.versioning === undefined ? undefined : source.version.versionId;
  return {
    ...answer,
    headers: {
      ...answer.headers,
      ...expirationHeader(bucket, version),
      ...(bucket.versioning === 'Enabled' ? { 'x-amz-version-id': version.versionId } : {}),
      ...(sourceVersion === undefined ? {} : { 'x-amz-copy-source-version-id': sourceVersion }),
    },
  };
};

function directive(value: string | undefined, name: string): boolean {
  if (value === undefined || value === 'COPY') return false;
  if (value === 'REPLACE') return true;
  throw invalidArgument(name, value, 'Unknown metadata directive.');
}
