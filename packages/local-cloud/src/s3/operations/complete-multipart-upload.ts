import { completedObject, readCompletion } from '../completed-object.ts';
import { writeCheck } from '../conditional.ts';
import { expirationHeader } from '../lifecycle/expiration-header.ts';
import { announceCreation } from '../notifications/announce-change.ts';
import { checksumElement } from '../payload/checksum.ts';
import { readWhole } from '../payload/payload.ts';
import { permittedObject, type S3Operation } from '../s3-call.ts';
import { keepsVersions } from '../store-object.ts';
import { documentAnswer } from '../wire.ts';

const MOST_BYTES = 4 * 1024 ** 2;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html */
export const completeMultipartUpload: S3Operation = async (call) => {
  const { request, query, key, index, origin } = call;
  const bucket = permittedObject(call, ['s3:PutObject']);
  const upload = index.upload(bucket.id, key, query.get('uploadId') ?? '');
  // Its checksum headers are about the object, not about this document.
  const completion = readCompletion(await readWhole(call.payload(MOST_BYTES, { elsewhere: true })));
  const version = await index.completeUpload(
    bucket.id,
    key,
    upload.uploadId,
    keepsVersions(bucket),
    (parts) => completedObject(call, bucket, upload, completion, parts),
    writeCheck(request, key),
  );
  await announceCreation(call, bucket, version, 'CompleteMultipartUpload', call);
  const answer = documentAnswer('CompleteMultipartUploadResult', {
    Location: `${origin}/${bucket.name}/${encodeURIComponent(key).replaceAll('%2F', '/')}`,
    Bucket: bucket.name,
    Key: key,
    ETag: `"${version.etag}"`,
    ...(version.checksum === undefined
      ? {}
      : {
          [checksumElement(version.checksum.algorithm)]: version.checksum.value,
          ChecksumType: version.checksum.type,
        }),
  });
  return {
    ...answer,
    headers: {
      ...answer.headers,
      ...expirationHeader(bucket, version),
      ...(bucket.versioning === 'Enabled' ? { 'x-amz-version-id': version.versionId } : {}),
    },
  };
};
