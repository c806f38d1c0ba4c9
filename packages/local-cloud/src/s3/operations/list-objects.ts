import { listedObject } from '../listed-object.ts';
import { listObjects as listPage, readEncodingType, readMaxKeys } from '../listing.ts';
import { permittedBucket, type S3Operation } from '../s3-call.ts';
import { documentAnswer } from '../wire.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjects.html */
export const listObjects: S3Operation = async (call) => {
  const { query, index, account } = call;
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const bucket = permittedBucket(call, 's3:ListBucket', {
    's3:prefix': prefix,
    's3:delimiter': delimiter,
    's3:max-keys': query.get('max-keys') ?? '1000',
  });
  const marker = query.get('marker') ?? '';
  const maxKeys = readMaxKeys(query);
  const encode = readEncodingType(query);
  const { contents, commonPrefixes, last } = await listPage(
    (start) => index.currents(bucket.id, start),
    bucket.id,
    { prefix, delimiter, after: marker, maxKeys },
  );
  return documentAnswer('ListBucketResult', {
    Name: bucket.name,
    Prefix: encode(prefix),
    Marker: encode(marker),
    // Without a delimiter, the last key is the marker of the next page.
    NextMarker: last === undefined || delimiter === '' ? undefined : encode(last),
    MaxKeys: maxKeys,
    Delimiter: delimiter === '' ? undefined : encode(delimiter),
    EncodingType: query.get('encoding-type') ?? undefined,
    IsTruncated: last !== undefined,
    Contents: contents.map((version) => listedObject(version, encode, { ID: account.accountId })),
    CommonPrefixes: commonPrefixes.map((one) => ({ Prefix: encode(one) })),
  });
};
