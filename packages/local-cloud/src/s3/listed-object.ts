import type { ObjectVersion } from './index/object-version.ts';
import type { XmlMembers } from './xml.ts';

/** How a listing shows an object. */
export function listedObject(
  { key, lastModified, etag, size, storageClass, checksum }: ObjectVersion,
  encode: (text: string) => string,
  owner: XmlMembers | undefined,
): XmlMembers {
  return {
    Key: encode(key),
    LastModified: new Date(lastModified).toISOString(),
    ETag: `"${etag}"`,
    ChecksumAlgorithm: checksum?.algorithm,
    ChecksumType: checksum?.type,
    Size: size,
    Owner: owner,
    StorageClass: storageClass,
  };
}
