import type { UploadPart } from '../index/object-version.ts';
import { readEncodingType, readMaxKeys } from '../listing.ts';
import { checksumElement } from '../payload/checksum.ts';
import { permittedObject, type S3Operation } from '../s3-call.ts';
import { invalidArgument } from '../s3-errors.ts';
import { documentAnswer } from '../wire.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListParts.html */
export const listParts: S3Operation = async (call) => {
  const { query, key, index, account } = call;
  const bucket = permittedObject(call, ['s3:ListMultipartUploadParts']);
  const { uploadId, storageClass, checksum } = index.upload(bucket.id, key, query.get('uploadId') ?? '');
  const maxParts = readMaxKeys(query, 'max-parts');
  const encode = readEncodingType(query);
  const marker = query.get('part-number-marker') ?? '0';
  if (!/^\d{1,5}$/.test(marker)) {
    throw invalidArgument('part-number-marker', marker, 'Provided part-number-marker not an integer');
  }
  const parts: UploadPart[] = [];
  let truncated = false;
  for await (const part of index.parts(uploadId, Number(marker))) {
    truncated = parts.length === maxParts;
    if (truncated) break;
    parts.push(part);
  }
  const owner = { ID: account.accountId };
  return documentAnswer('ListPartsResult', {
    Bucket: bucket.name,
    Key: encode(key),
    UploadId: uploadId,
    Initiator: owner,
    Owner: owner,
    StorageClass: storageClass,
    PartNumberMarker: marker,
    NextPartNumberMarker: parts.at(-1)?.number,
    MaxParts: maxParts,
    IsTruncated: truncated,
    ChecksumAlgorithm: checksum?.algorithm,
    ChecksumType: checksum?.type,
    Part: parts.map((part) => ({
      PartNumber: part.number,
      LastModified: new Date(part.lastModified).toISOString(),
      ETag: `"${part.etag}"`,
      Size: part.size,
      ...(part.checksum === undefined
        ? {}
        : { [checksumElement(part.checksum.algorithm)]: part.checksum.value }),
    })),
  });
};
