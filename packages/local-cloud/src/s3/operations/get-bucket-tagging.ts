import { permittedBucket, type S3Operation } from '../s3-call.ts';
import { s3Error } from '../s3-errors.ts';
import { documentAnswer } from '../wire.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketTagging.html */
export const getBucketTagging: S3Operation = async (call) => {
  const { tags, name } = permittedBucket(call, 's3:GetBucketTagging');
  const entries = Object.entries(tags);
  if (entries.length === 0) throw s3Error('NoSuchTagSet', { BucketName: name });
  return documentAnswer('Tagging', { TagSet: { Tag: entries.map(([Key, Value]) => ({ Key, Value })) } });
};
