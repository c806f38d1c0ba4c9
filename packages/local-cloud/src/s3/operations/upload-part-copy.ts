import { copiedPayload, readCopySource } from '../copy-source.ts';
import { readPartNumber } from '../part-range.ts';
import { checksumElement } from '../payload/checksum.ts';
import { permittedObject, type S3Operation } from '../s3-call.ts';
import { invalidArgument } from '../s3-errors.ts';
import { storePart } from '../store-part.ts';
import { documentAnswer } from '../wire.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPartCopy.html */
export const uploadPartCopy: S3Operation = async (call) => {
  const { request, query, key, index } = call;
  const number = readPartNumber(query.get('partNumber') ?? '');
  const source = await readCopySource(call);
  const bucket = permittedObject(call, ['s3:PutObject']);
  const upload = index.upload(bucket.id, key, query.get('uploadId') ?? '');
  const range = readCopyRange(request.header('x-amz-copy-source-range'), source.version.size);
  const payload = await copiedPayload(call, source.version, range, upload.checksum?.algorithm);
  const { etag, checksum, lastModified } = await storePart(call, bucket, upload, number, payload);
  return documentAnswer('CopyPartResult', {
    LastModified: new Date(lastModified).toISOString(),
    ETag: `"${etag}"`,
    ...(checksum === undefined ? {} : { [checksumElement(checksum.algorithm)]: checksum.value }),
  });
};

/** Here a range must be whole and within the object. */
function readCopyRange(header: string | undefined, size: number): { start: number; end: number } {
  if (header === undefined) return { start: 0, end: size - 1 };
  const [, first, last] = /^bytes=(\d{1,15})-(\d{1,15})$/.exec(header) ?? [];
  const [start, end] = [Number(first), Number(last)];
  if (start <= end && end < size) return { start, end };
  throw invalidArgument(
    'x-amz-copy-source-range',
    header,
    `Range specified is not valid for source object of size: ${size}`,
  );
}
