import { readWhole } from '../payload/payload.ts';
import { permittedBucket, type S3Operation } from '../s3-call.ts';
import { s3Error } from '../s3-errors.ts';
import { emptyAnswer } from '../wire.ts';
import { childText, onlyChildren, readXml, type XmlElement } from '../xml-reader.ts';

const MOST_BYTES = 64 * 1024;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutPublicAccessBlock.html */
export const putPublicAccessBlock: S3Operation = async (call) => {
  const { name } = permittedBucket(call, 's3:PutBucketPublicAccessBlock');
  const document = readXml(await readWhole(call.payload(MOST_BYTES)), 'PublicAccessBlockConfiguration');
  onlyChildren(document, 'BlockPublicAcls', 'IgnorePublicAcls', 'BlockPublicPolicy', 'RestrictPublicBuckets');
  const publicAccessBlock = {
    blockPublicAcls: flag(document, 'BlockPublicAcls'),
    ignorePublicAcls: flag(document, 'IgnorePublicAcls'),
    blockPublicPolicy: flag(document, 'BlockPublicPolicy'),
    restrictPublicBuckets: flag(document, 'RestrictPublicBuckets'),
  };
  await call.buckets.change(name, (bucket) => ({ ...bucket, publicAccessBlock }));
  return emptyAnswer(200);
};

function flag(document: XmlElement, name: string): boolean {
  const text = childText(document, name)?.toLowerCase() ?? 'false';
  if (text !== 'true' && text !== 'false') throw s3Error('MalformedXML');
  return text === 'true';
}
