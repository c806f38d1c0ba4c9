import { readWhole } from '../payload/payload.ts';
import { permittedBucket, type S3Operation } from '../s3-call.ts';
import { MOST_BUCKET_TAGS, readTagging } from '../tagging.ts';
import { emptyAnswer } from '../wire.ts';

const MOST_BYTES = 64 * 1024;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketTagging.html */
export const putBucketTagging: S3Operation = async (call) => {
  const { name } = permittedBucket(call, 's3:PutBucketTagging');
  const tags = readTagging(await readWhole(call.payload(MOST_BYTES)), MOST_BUCKET_TAGS);
  await call.buckets.change(name, (bucket) => ({ ...bucket, tags }));
  return emptyAnswer(204);
};
