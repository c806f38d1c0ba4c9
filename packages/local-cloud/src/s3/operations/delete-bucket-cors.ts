import { permittedBucket, type S3Operation } from '../s3-call.ts';
import { emptyAnswer } from '../wire.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketCors.html */
export const deleteBucketCors: S3Operation = async (call) => {
  const { name } = permittedBucket(call, 's3:PutBucketCORS');
  await call.buckets.change(name, (bucket) => ({ ...bucket, cors: [] }));
  return emptyAnswer(204);
};
