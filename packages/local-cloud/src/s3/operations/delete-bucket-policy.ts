import { permittedBucket, type S3Operation } from '../s3-call.ts';
import { emptyAnswer } from '../wire.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketPolicy.html */
export const deleteBucketPolicy: S3Operation = async (call) => {
  const { name } = permittedBucket(call, 's3:DeleteBucketPolicy');
  await call.buckets.change(name, (bucket) => ({ ...bucket, policy: undefined }));
  return emptyAnswer(204);
};
