import type { S3Operation } from '../s3-call.ts';
import { invalidArgument } from '../s3-errors.ts';
import { documentAnswer } from '../wire.ts';

const MOST = 10_000;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html */
export const listBuckets: S3Operation = async ({ account, buckets, query, authorize }) => {
  authorize('s3:ListAllMyBuckets', '*');
  const prefix = query.get('prefix') ?? '';
  const region = query.get('bucket-region') ?? account.region;
  const limit = query.get('max-buckets') ?? String(MOST);
  if (!/^\d{1,5}$/.test(limit) || Number(limit) < 1 || Number(limit) > MOST) {
    throw invalidArgument('max-buckets', limit, `max-buckets must be a number from 1 to ${MOST}.`);
  }
  const after = Buffer.from(query.get('continuation-token') ?? '', 'base64url').toString();
  const found = buckets
    .list()
    .filter(({ name }) => region === account.region && name.startsWith(prefix) && name > after);
  const page = found.slice(0, Number(limit));
  const last = page.at(-1);
  return documentAnswer('ListAllMyBucketsResult', {
    Owner: { ID: account.accountId },
    Buckets: {
      Bucket: page.map(({ name, createdAt }) => ({
        Name: name,
        CreationDate: new Date(createdAt).toISOString(),
        BucketRegion: account.region,
      })),
    },
    ContinuationToken:
      page.length < found.length && last !== undefined
        ? Buffer.from(last.name).toString('base64url')
        : undefined,
    Prefix: prefix === '' ? undefined : prefix,
  });
};
