import { permittedBucket, type S3Operation } from '../s3-call.ts';
import { s3Error } from '../s3-errors.ts';
import { documentAnswer } from '../wire.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetPublicAccessBlock.html */
export const getPublicAccessBlock: S3Operation = async (call) => {
  const { publicAccessBlock: block, name } = permittedBucket(call, 's3:GetBucketPublicAccessBlock');
  if (block === undefined) throw s3Error('NoSuchPublicAccessBlockConfiguration', { BucketName: name });
  return documentAnswer('PublicAccessBlockConfiguration', {
    BlockPublicAcls: block.blockPublicAcls,
    IgnorePublicAcls: block.ignorePublicAcls,
    BlockPublicPolicy: block.blockPublicPolicy,
    RestrictPublicBuckets: block.restrictPublicBuckets,
  });
};
