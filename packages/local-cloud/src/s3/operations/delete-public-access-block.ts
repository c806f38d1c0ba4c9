import { permittedBucket, type S3Operation } from '../s3-call.ts';
import { emptyAnswer } from '../wire.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeletePublicAccessBlock.html */
export const deletePublicAccessBlock: S3Operation = async (call) => {
  const { name } = permittedBucket(call, 's3:PutBucketPublicAccessBlock');
  await call.buckets.change(name, (bucket) => ({ ...bucket, publicAccessBlock: undefined }));
  return emptyAnswer(204);
};
