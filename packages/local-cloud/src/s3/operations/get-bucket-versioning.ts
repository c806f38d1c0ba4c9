import { permittedBucket, type S3Operation } from '../s3-call.ts';
import { documentAnswer } from '../wire.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketVersioning.html */
export const getBucketVersioning: S3Operation = async (call) => {
  const { versioning } = permittedBucket(call, 's3:GetBucketVersioning');
  return documentAnswer('VersioningConfiguration', { Status: versioning });
};
