import { writeCheck } from '../conditional.ts';
import { expirationHeader } from '../lifecycle/expiration-header.ts';
import { readDescription } from '../object-description.ts';
import { checksumHeader } from '../payload/checksum.ts';
import { permittedObject, type S3Operation } from '../s3-call.ts';
import { storeObject } from '../store-object.ts';
import { requestTagKeys } from '../tagging.ts';
import { emptyAnswer } from '../wire.ts';

/** 5 GiB. */
export const MOST_BYTES_AT_ONCE: number = 5 * 1024 ** 3;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html */
export const putObject: S3Operation = async (call) => {
  const { request, key } = call;
  const tagged = request.header('x-amz-tagging') !== undefined;
  const description = readDescription(request);
  const bucket = permittedObject(
    call,
    tagged ? ['s3:PutObject', 's3:PutObjectTagging'] : ['s3:PutObject'],
    requestTagKeys(description.tags),
  );
  const check = writeCheck(request, key);
  check(call.index.current(bucket.id, key));
  const payload = call.payload(MOST_BYTES_AT_ONCE);
  const version = await storeObject(call, bucket, {
    key,
    description,
    payload,
    check,
    event: 'Put',
    by: call,
  });
  const { checksum } = version;
  return emptyAnswer(200, {
    ETag: `"${version.etag}"`,
    ...expirationHeader(bucket, version),
    ...(checksum === undefined
      ? {}
      : { [checksumHeader(checksum.algorithm)]: checksum.value, 'x-amz-checksum-type': checksum.type }),
    ...(bucket.versioning === 'Enabled' ? { 'x-amz-version-id': version.versionId } : {}),
    ...(request.header('x-amz-server-side-encryption') === undefined
      ? {}
      : { 'x-amz-server-side-encryption': 'AES256' }),
  });
};
