import { createHash } from 'node:crypto';
import type { BucketRecord } from './bucket-record.ts';
import type { ObjectVersion, StoredChecksum, Upload, UploadPart } from './index/object-version.ts';
import { MOST_PARTS, readPartNumber } from './part-range.ts';
import { CHECKSUM_ALGORITHMS, checksumElement, checksumHasher, checksumHeader } from './payload/checksum.ts';
import type { S3Call } from './s3-call.ts';
import { s3Error } from './s3-errors.ts';
import { newVersionId } from './store-object.ts';
import { childrenOf, childText, onlyChildren, readXml, requiredText } from './xml-reader.ts';

/** 5 MiB: what every part but the last must have. */
const LEAST_PART_BYTES = 5 * 1024 ** 2;
/** 50 TB. */
const MOST_OBJECT_BYTES = 50 * 1000 ** 4;

/** A part as the caller names it to make the object. */
export interface NamedPart {
  readonly number: number;
  readonly etag: string;
  /** By the element's name, such as `ChecksumCRC32`. */
  readonly checksums: Readonly<Record<string, string>>;
}

/** `<CompleteMultipartUpload><Part><PartNumber/><ETag/>...` Throws AwsError `MalformedXML`, `InvalidPartOrder`. */
export function readCompletion(document: Buffer): readonly NamedPart[] {
  const root = readXml(document, 'CompleteMultipartUpload');
  onlyChildren(root, 'Part');
  const names = CHECKSUM_ALGORITHMS.map(checksumElement);
  const parts = childrenOf(root, 'Part').map((element): NamedPart => {
    onlyChildren(element, 'PartNumber', 'ETag', ...names);
    const checksums = names.flatMap((name) => {
      const value = childText(element, name);
      return value === undefined ? [] : [[name, value] as const];
    });
    return {
      number: readPartNumber(requiredText(element, 'PartNumber')),
      etag: requiredText(element, 'ETag').replace(/^"(.*)"$/, '$1'),
      checksums: Object.fromEntries(checksums),
    };
  });
  if (parts.length === 0 || parts.length > MOST_PARTS) throw s3Error('MalformedXML');
  if (parts.some(({ number }, at) => number <= (parts[at - 1]?.number ?? 0)))
    throw s3Error('InvalidPartOrder');
  return parts;
}

/**
 * The object that the named parts make. Throws AwsError `InvalidPart`, `EntityTooSmall`, `BadDigest`.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html
 */
export async function completedObject(
  call: S3Call,
  bucket: BucketRecord,
  upload: Upload,
  named: readonly NamedPart[],
  stored: ReadonlyMap<number, UploadPart>,
): Promise<{ readonly version: ObjectVersion; readonly wanted: ReadonlySet<number> }> {
  const { sources, index, request } = call;
  const parts = named.map((name) => matchingPart(name, stored, upload));
  for (const { size, number, etag } of parts.slice(0, -1)) {
    if (size < LEAST_PART_BYTES) {
      throw s3Error('EntityTooSmall', {
        ProposedSize: size,
        MinSizeAllowed: LEAST_PART_BYTES,
        PartNumber: number,
        ETag: etag,
      });
    }
  }
  const size = parts.reduce((sum, part) => sum + part.size, 0);
  if (size > MOST_OBJECT_BYTES) throw s3Error('EntityTooLarge');
  const announced = request.header('x-amz-mp-object-size');
  if (announced !== undefined && announced !== String(size)) {
    throw s3Error(
      'InvalidRequest',
      {},
      'The provided x-amz-mp-object-size header does not match what was computed.',
    );
  }
  const checksum = await objectChecksum(call, upload, parts);
  const now = sources.now();
  const { headers, metadata, tags, storageClass, key, uploadId } = upload;
  const digests = Buffer.concat(parts.map(({ etag }) => Buffer.from(etag, 'hex')));
  const version: ObjectVersion = {
    ...{ headers, metadata, tags, storageClass, key },
    versionId: newVersionId(sources, bucket),
    sequence: index.nextSequence(now),
    lastModified: now,
    etag: `${createHash('md5').update(digests).digest('hex')}-${parts.length}`,
    size,
    content: { type: 'parts', uploadId, count: parts.length },
    ...(checksum === undefined ? {} : { checksum }),
  };
  return { version, wanted: new Set(parts.map(({ number }) => number)) };
}

function matchingPart(
  { number, etag, checksums }: NamedPart,
  stored: ReadonlyMap<number, UploadPart>,
  { uploadId }: Upload,
): UploadPart {
  const part = stored.get(number);
  const right =
    part !== undefined &&
    part.etag === etag &&
    Object.entries(checksums).every(
      ([element, value]) =>
        part.checksum !== undefined &&
        checksumElement(part.checksum.algorithm) === element &&
        part.checksum.value === value,
    );
  if (!right)
    throw s3Error('InvalidPart', { UploadId: uploadId, PartNumber: number, ETag: etag.slice(0, 64) });
  return part;
}

async function objectChecksum(
  { request, files }: S3Call,
  { checksum }: Upload,
  parts: readonly UploadPart[],
): Promise<StoredChecksum | undefined> {
  if (checksum === undefined) return undefined;
  const { algorithm, type } = checksum;
  const hasher = checksumHasher(algorithm);
  if (type === 'COMPOSITE') {
    for (const part of parts) hasher.update(Buffer.from(part.checksum?.value ?? '', 'base64'));
    return { algorithm, type, value: `${hasher.digest()}-${parts.length}` };
  }
  const pieces = parts
    .filter(({ size }) => size > 0)
    .map(({ fileId, size }) => ({ id: fileId, start: 0, end: size - 1 }));
  for await (const chunk of await files.read(pieces)) hasher.update(chunk);
  const value = hasher.digest();
  const expected = request.header(checksumHeader(algorithm));
  if (expected !== undefined && expected !== value) {
    throw s3Error('BadDigest', {}, `The ${algorithm} you specified did not match the calculated checksum.`);
  }
  return { algorithm, type, value };
}
