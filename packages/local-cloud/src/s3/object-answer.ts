import type { Readable } from 'node:stream';
import type { BucketRecord } from './bucket-record.ts';
import type { ByteRange } from './byte-range.ts';
import { type ContentFiles, ContentGoneError, type ContentPiece } from './content/content-files.ts';
import type { ObjectIndex } from './index/object-index.ts';
import type { ContentReference, ObjectVersion } from './index/object-version.ts';
import { checksumHeader } from './payload/checksum.ts';

/** How a header that is kept with an object is written. */
const WRITTEN: Readonly<Record<string, string>> = {
  'content-type': 'Content-Type',
  'cache-control': 'Cache-Control',
  'content-disposition': 'Content-Disposition',
  'content-encoding': 'Content-Encoding',
  'content-language': 'Content-Language',
  expires: 'Expires',
};

/** The headers of an answer about an object, but for those about the part of it that is sent. */
export function objectHeaders(
  bucket: BucketRecord,
  version: ObjectVersion,
  withChecksum: boolean,
): Record<string, string> {
  const { checksum } = version;
  const tags = Object.keys(version.tags).length;
  return {
    ...Object.fromEntries(
      Object.entries(version.headers).map(([name, value]) => [WRITTEN[name] ?? name, value]),
    ),
    ...Object.fromEntries(
      Object.entries(version.metadata).map(([name, value]) => [`x-amz-meta-${name}`, value]),
    ),
    ETag: `"${version.etag}"`,
    'Last-Modified': new Date(version.lastModified).toUTCString(),
    'Accept-Ranges': 'bytes',
    ...(bucket.versioning === undefined ? {} : { 'x-amz-version-id': version.versionId }),
    ...(version.storageClass === 'STANDARD' ? {} : { 'x-amz-storage-class': version.storageClass }),
    ...(tags === 0 ? {} : { 'x-amz-tagging-count': String(tags) }),
    ...(version.content.type === 'parts' ? { 'x-amz-mp-parts-count': String(version.content.count) } : {}),
    ...(withChecksum && checksum !== undefined
      ? { [checksumHeader(checksum.algorithm)]: checksum.value, 'x-amz-checksum-type': checksum.type }
      : {}),
  };
}

const SMALL_BYTES = 128 * 1024;

/** As `openContent`; what is small comes at once, which is quicker than a stream. */
export async function contentBody(
  state: { readonly index: ObjectIndex; readonly files: ContentFiles },
  content: ContentReference,
  range: ByteRange,
): Promise<Readable | Buffer> {
  const small = content.type === 'file' && range.end - range.start < SMALL_BYTES;
  return small ? state.files.readSmall({ id: content.id, ...range }) : openContent(state, content, range);
}

/**
 * The bytes of a range of an object, from its file or its parts' files one after the other.
 * Throws ContentGoneError when the object was removed in the meantime.
 */
export async function openContent(
  { index, files }: { readonly index: ObjectIndex; readonly files: ContentFiles },
  content: ContentReference,
  { start, end }: ByteRange,
): Promise<Readable> {
  if (content.type === 'file') return files.read([{ id: content.id, start, end }]);
  const pieces: ContentPiece[] = [];
  let at = 0;
  for await (const { fileId: id, size } of index.parts(content.uploadId)) {
    const from = Math.max(start - at, 0);
    const to = Math.min(end - at, size - 1);
    if (from <= to) pieces.push({ id, start: from, end: to });
    at += size;
  }
  if (at <= end) throw new ContentGoneError();
  return files.read(pieces);
}
