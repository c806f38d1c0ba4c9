import { permittedBucket, type S3Operation } from '../s3-call.ts';
import { emptyAnswer } from '../wire.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucket.html */
export const deleteBucket: S3Operation = async (call) => {
  const { name } = permittedBucket(call, 's3:DeleteBucket');
  await call.buckets.delete(name);
  return emptyAnswer(204);
};
