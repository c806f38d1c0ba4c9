import type { Upload } from '../index/object-version.ts';
import { readEncodingType, readMaxKeys } from '../listing.ts';
import { permittedBucket, type S3Operation } from '../s3-call.ts';
import { notImplemented } from '../s3-errors.ts';
import { documentAnswer } from '../wire.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListMultipartUploads.html */
export const listMultipartUploads: S3Operation = async (call) => {
  const { query, index, account } = call;
  const bucket = permittedBucket(call, 's3:ListBucketMultipartUploads');
  const prefix = query.get('prefix') ?? '';
  if ((query.get('delimiter') ?? '') !== '') throw notImplemented('a delimiter in ListMultipartUploads');
  const maxUploads = readMaxKeys(query, 'max-uploads');
  const encode = readEncodingType(query);
  const keyMarker = query.get('key-marker') ?? '';
  const idMarker = query.get('upload-id-marker') ?? '';
  const uploads: Upload[] = [];
  let truncated = false;
  for await (const upload of index.uploads(bucket.id, keyMarker === '' ? prefix : keyMarker)) {
    const { key, uploadId } = upload;
    if (!key.startsWith(prefix)) continue;
    if (key === keyMarker && (idMarker === '' || uploadId <= idMarker)) continue;
    truncated = uploads.length === maxUploads;
    if (truncated) break;
    uploads.push(upload);
  }
  const owner = { ID: account.accountId };
  const last = truncated ? uploads.at(-1) : undefined;
  return documentAnswer('ListMultipartUploadsResult', {
    Bucket: bucket.name,
    KeyMarker: encode(keyMarker),
    UploadIdMarker: idMarker,
    NextKeyMarker: last === undefined ? undefined : encode(last.key),
    NextUploadIdMarker: last?.uploadId,
    Prefix: prefix === '' ? undefined : encode(prefix),
    EncodingType: query.get('encoding-type') ?? undefined,
    MaxUploads: maxUploads,
    IsTruncated: truncated,
    Upload: uploads.map(({ key, uploadId, startedAt, storageClass, checksum }) => ({
      Key: encode(key),
      UploadId: uploadId,
      Initiator: owner,
      Owner: owner,
      StorageClass: storageClass,
      Initiated: new Date(startedAt).toISOString(),
      ChecksumAlgorithm: checksum?.algorithm,
      ChecksumType: checksum?.type,
    })),
  });
};
