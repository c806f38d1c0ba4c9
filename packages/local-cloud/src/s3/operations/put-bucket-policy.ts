import { compileBucketPolicy, isPublicBucketPolicy } from '../bucket-policy.ts';
import type { BucketRecord } from '../bucket-record.ts';
import { readWhole } from '../payload/payload.ts';
import { permittedBucket, type S3Operation } from '../s3-call.ts';
import { s3Error } from '../s3-errors.ts';
import { emptyAnswer } from '../wire.ts';

const MOST_BYTES = 64 * 1024;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html */
export const putBucketPolicy: S3Operation = async (call) => {
  const { name } = permittedBucket(call, 's3:PutBucketPolicy');
  const policy = (await readWhole(call.payload(MOST_BYTES))).toString();
  const compiled = compileBucketPolicy(call.account, name, policy);
  await call.buckets.change(name, (bucket): BucketRecord => {
    if (bucket.publicAccessBlock?.blockPublicPolicy === true && isPublicBucketPolicy(compiled)) {
      throw s3Error(
        'AccessDenied',
        {},
        `User: ${call.caller?.arn ?? 'anonymous'} is not authorized to perform: s3:PutBucketPolicy on resource: "arn:${call.account.partition}:s3:::${name}" because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.`,
      );
    }
    return { ...bucket, policy };
  });
  return emptyAnswer(204);
};
