import { permittedBucket, type S3Operation } from '../s3-call.ts';
import { emptyAnswer } from '../wire.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketWebsite.html */
export const deleteBucketWebsite: S3Operation = async (call) => {
  const { name } = permittedBucket(call, 's3:DeleteBucketWebsite');
  await call.buckets.change(name, ({ website: _, ...bucket }) => bucket);
  return emptyAnswer(204);
};
