import { permittedBucket, type S3Operation } from '../s3-call.ts';
import { emptyAnswer } from '../wire.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketLifecycle.html */
export const deleteBucketLifecycle: S3Operation = async (call) => {
  const { name } = permittedBucket(call, 's3:PutLifecycleConfiguration');
  await call.buckets.change(name, (bucket) => ({ ...bucket, lifecycle: [] }));
  return emptyAnswer(204);
};
