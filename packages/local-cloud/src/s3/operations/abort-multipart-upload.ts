import { permittedObject, type S3Operation } from '../s3-call.ts';
import { emptyAnswer } from '../wire.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_AbortMultipartUpload.html */
export const abortMultipartUpload: S3Operation = async (call) => {
  const bucket = permittedObject(call, ['s3:AbortMultipartUpload']);
  await call.index.abortUpload(bucket.id, call.key, call.query.get('uploadId') ?? '');
  return emptyAnswer(204);
};
