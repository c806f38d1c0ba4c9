import { listedObject } from '../listed-object.ts';
import { listObjects, readEncodingType, readMaxKeys } from '../listing.ts';
import { permittedBucket, type S3Operation } from '../s3-call.ts';
import { invalidArgument } from '../s3-errors.ts';
import { documentAnswer } from '../wire.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
export const listObjectsV2: S3Operation = async (call) => {
  const { query, index, account } = call;
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const bucket = permittedBucket(call, 's3:ListBucket', {
    's3:prefix': prefix,
    's3:delimiter': delimiter,
    's3:max-keys': query.get('max-keys') ?? '1000',
  });
  const maxKeys = readMaxKeys(query);
  const encode = readEncodingType(query);
  const token = query.get('continuation-token');
  const startAfter = query.get('start-after') ?? '';
  const after = token === null ? startAfter : readToken(token);
  const { contents, commonPrefixes, last } = await listObjects(
    (start) => index.currents(bucket.id, start),
    bucket.id,
    { prefix, delimiter, after, maxKeys },
  );
  const owner = query.get('fetch-owner') === 'true' ? { ID: account.accountId } : undefined;
  return documentAnswer('ListBucketResult', {
    Name: bucket.name,
    Prefix: encode(prefix),
    Delimiter: delimiter === '' ? undefined : encode(delimiter),
    MaxKeys: maxKeys,
    EncodingType: query.get('encoding-type') ?? undefined,
    KeyCount: contents.length + commonPrefixes.length,
    IsTruncated: last !== undefined,
    ContinuationToken: token ?? undefined,
    NextContinuationToken: last === undefined ? undefined : pageToken(last),
    StartAfter: startAfter === '' ? undefined : encode(startAfter),
    Contents: contents.map((version) => listedObject(version, encode, owner)),
    CommonPrefixes: commonPrefixes.map((one) => ({ Prefix: encode(one) })),
  });
};

const TOKEN_START = 'after:';

function pageToken(last: string): string {
  return Buffer.from(TOKEN_START + last).toString('base64');
}

function readToken(token: string): string {
  const text = Buffer.from(token, 'base64').toString();
  if (text.startsWith(TOKEN_START)) return text.slice(TOKEN_START.length);
  throw invalidArgument('continuation-token', token, 'The continuation token provided is incorrect');
}
