import { readPartNumber } from '../part-range.ts';
import { checksumHeader } from '../payload/checksum.ts';
import { permittedObject, type S3Operation } from '../s3-call.ts';
import { storePart } from '../store-part.ts';
import { emptyAnswer } from '../wire.ts';
import { MOST_BYTES_AT_ONCE } from './put-object.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html */
export const uploadPart: S3Operation = async (call) => {
  const { query, key, index } = call;
  const number = readPartNumber(query.get('partNumber') ?? '');
  const bucket = permittedObject(call, ['s3:PutObject']);
  const upload = index.upload(bucket.id, key, query.get('uploadId') ?? '');
  const wanted = upload.checksum?.algorithm;
  const payload = call.payload(MOST_BYTES_AT_ONCE, wanted === undefined ? {} : { wanted });
  const { etag, checksum } = await storePart(call, bucket, upload, number, payload);
  return emptyAnswer(200, {
    ETag: `"${etag}"`,
    ...(checksum === undefined ? {} : { [checksumHeader(checksum.algorithm)]: checksum.value }),
  });
};
