import type { Version } from '../index/object-version.ts';
import { readEncodingType, readMaxKeys } from '../listing.ts';
import { permittedBucket, type S3Operation } from '../s3-call.ts';
import { invalidArgument } from '../s3-errors.ts';
import { listVersions } from '../version-listing.ts';
import { documentAnswer } from '../wire.ts';
import type { XmlMembers } from '../xml.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html */
export const listObjectVersions: S3Operation = async (call) => {
  const { query, index, account } = call;
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const bucket = permittedBucket(call, 's3:ListBucketVersions', {
    's3:prefix': prefix,
    's3:delimiter': delimiter,
    's3:max-keys': query.get('max-keys') ?? '1000',
  });
  const maxKeys = readMaxKeys(query);
  const encode = readEncodingType(query);
  const keyMarker = query.get('key-marker') ?? '';
  const versionIdMarker = query.get('version-id-marker') ?? '';
  if (versionIdMarker !== '' && keyMarker === '') {
    throw invalidArgument(
      'version-id-marker',
      versionIdMarker,
      'A version-id marker cannot be specified without a key marker.',
    );
  }
  const { versions, commonPrefixes, last } = await listVersions(index, bucket.id, {
    prefix,
    delimiter,
    after: keyMarker,
    afterVersionId: versionIdMarker,
    maxKeys,
  });
  const owner = { ID: account.accountId };
  return documentAnswer('ListVersionsResult', {
    Name: bucket.name,
    Prefix: encode(prefix),
    KeyMarker: encode(keyMarker),
    VersionIdMarker: versionIdMarker,
    NextKeyMarker: last === undefined ? undefined : encode(last.key),
    NextVersionIdMarker: last?.versionId,
    MaxKeys: maxKeys,
    Delimiter: delimiter === '' ? undefined : encode(delimiter),
    EncodingType: query.get('encoding-type') ?? undefined,
    IsTruncated: last !== undefined,
    Version: versions.flatMap(({ version, isLatest }) =>
      version.deleteMarker === true
        ? []
        : [
            {
              ...common(version, isLatest, encode),
              ETag: `"${version.etag}"`,
              Size: version.size,
              StorageClass: version.storageClass,
              Owner: owner,
            },
          ],
    ),
    DeleteMarker: versions.flatMap(({ version, isLatest }) =>
      version.deleteMarker === true ? [{ ...common(version, isLatest, encode), Owner: owner }] : [],
    ),
    CommonPrefixes: commonPrefixes.map((one) => ({ Prefix: encode(one) })),
  });
};

function common(version: Version, isLatest: boolean, encode: (text: string) => string): XmlMembers {
  return {
    Key: encode(version.key),
    VersionId: version.versionId,
    IsLatest: isLatest,
    LastModified: new Date(version.lastModified).toISOString(),
  };
}
