import { readWhole } from '../payload/payload.ts';
import { permittedBucket, type S3Operation } from '../s3-call.ts';
import { notImplemented, s3Error } from '../s3-errors.ts';
import { emptyAnswer } from '../wire.ts';
import { childText, readXml } from '../xml-reader.ts';

const MOST_BYTES = 64 * 1024;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketVersioning.html */
export const putBucketVersioning: S3Operation = async (call) => {
  const { name } = permittedBucket(call, 's3:PutBucketVersioning');
  const document = readXml(await readWhole(call.payload(MOST_BYTES)), 'VersioningConfiguration');
  const status = childText(document, 'Status');
  if (childText(document, 'MfaDelete') === 'Enabled') throw notImplemented('MfaDelete');
  if (status !== 'Enabled' && status !== 'Suspended') throw s3Error('MalformedXML');
  await call.buckets.change(name, (bucket) => ({ ...bucket, versioning: status }));
  return emptyAnswer(200);
};
