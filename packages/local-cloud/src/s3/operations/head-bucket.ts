import { permittedBucket, type S3Operation } from '../s3-call.ts';
import { emptyAnswer } from '../wire.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html */
export const headBucket: S3Operation = async (call) => {
  permittedBucket(call, 's3:ListBucket');
  return emptyAnswer(200, {
    'Content-Type': 'application/xml',
    'x-amz-bucket-region': call.account.region,
    'x-amz-access-point-alias': 'false',
  });
};
