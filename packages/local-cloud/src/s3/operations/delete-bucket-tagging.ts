import { permittedBucket, type S3Operation } from '../s3-call.ts';
import { emptyAnswer } from '../wire.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketTagging.html */
export const deleteBucketTagging: S3Operation = async (call) => {
  const { name } = permittedBucket(call, 's3:PutBucketTagging');
  await call.buckets.change(name, (bucket) => ({ ...bucket, tags: {} }));
  return emptyAnswer(204);
};
