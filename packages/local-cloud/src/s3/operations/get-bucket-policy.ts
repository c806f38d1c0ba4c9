import { permittedBucket, type S3Operation } from '../s3-call.ts';
import { s3Error } from '../s3-errors.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketPolicy.html */
export const getBucketPolicy: S3Operation = async (call) => {
  const { policy, name } = permittedBucket(call, 's3:GetBucketPolicy');
  if (policy === undefined) throw s3Error('NoSuchBucketPolicy', { BucketName: name });
  return { status: 200, headers: { 'Content-Type': 'application/json' }, body: policy };
};
