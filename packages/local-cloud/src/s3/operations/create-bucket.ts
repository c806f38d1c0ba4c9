import { bucketArn } from '../bucket-record.ts';
import { refuseUnsupported } from '../object-description.ts';
import { readWhole } from '../payload/payload.ts';
import type { S3Operation } from '../s3-call.ts';
import { notImplemented, s3Error } from '../s3-errors.ts';
import { checkTags, MOST_BUCKET_TAGS } from '../tagging.ts';
import { emptyAnswer } from '../wire.ts';
import { childrenOf, childText, onlyChildren, readXml, requiredText } from '../xml-reader.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html */
export const createBucket: S3Operation = async (call) => {
  const { request, bucketName, buckets, account } = call;
  call.authorize('s3:CreateBucket', bucketArn(account, bucketName));
  refuseUnsupported(request);
  if (request.header('x-amz-bucket-object-lock-enabled')?.toLowerCase() === 'true') {
    throw notImplemented('object lock');
  }
  const ownership = request.header('x-amz-object-ownership');
  if (ownership !== undefined && ownership !== 'BucketOwnerEnforced') {
    throw notImplemented(`the object ownership ${ownership.slice(0, 64)}`);
  }
  const document = await readWhole(call.payload(64 * 1024));
  await buckets.create(bucketName, { tags: readConfiguration(document, account.region) });
  return emptyAnswer(200, { Location: `/${bucketName}` });
};

/** The tags in it; the region must be the one that there is. */
function readConfiguration(document: Buffer, region: string): Readonly<Record<string, string>> {
  if (document.length === 0) return {};
  const configuration = readXml(document, 'CreateBucketConfiguration');
  onlyChildren(configuration, 'LocationConstraint', 'Tags');
  const location = childText(configuration, 'LocationConstraint') ?? '';
  if (location !== '' && location !== region) {
    throw s3Error(
      'IllegalLocationConstraintException',
      {},
      `The ${location.slice(0, 64)} location constraint is incompatible for the region specific endpoint this request was sent to.`,
    );
  }
  const tags = childrenOf(configuration, 'Tags').flatMap((list) => childrenOf(list, 'Tag'));
  return checkTags(
    tags.map((tag) => [requiredText(tag, 'Key'), requiredText(tag, 'Value')] as const),
    MOST_BUCKET_TAGS,
  );
}
