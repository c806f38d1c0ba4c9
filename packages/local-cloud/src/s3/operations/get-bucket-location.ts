import { permittedBucket, type S3Operation } from '../s3-call.ts';
import { xmlDocument } from '../xml.ts';

/** The one region of old is told by nothing. https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html */
export const getBucketLocation: S3Operation = async (call) => {
  permittedBucket(call, 's3:GetBucketLocation');
  const { region } = call.account;
  const document = xmlDocument('LocationConstraint', {});
  return {
    status: 200,
    headers: { 'Content-Type': 'application/xml' },
    body: region === 'us-east-1' ? document : document.replace('></', `>${region}</`),
  };
};
