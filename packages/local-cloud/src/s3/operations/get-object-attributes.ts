import type { HttpRequest } from '../../front-door/http.ts';
import type { ObjectVersion, UploadPart } from '../index/object-version.ts';
import { checksumElement } from '../payload/checksum.ts';
import { permittedObject, type S3Call, type S3Operation } from '../s3-call.ts';
import { invalidArgument, s3Error } from '../s3-errors.ts';
import { wantedVersion } from '../wanted-version.ts';
import { documentAnswer } from '../wire.ts';
import type { XmlMembers } from '../xml.ts';

const ATTRIBUTES = ['ETag', 'Checksum', 'ObjectParts', 'StorageClass', 'ObjectSize'];
const MOST_PARTS = 1000;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectAttributes.html */
export const getObjectAttributes: S3Operation = async (call) => {
  const bucket = permittedObject(
    call,
    call.query.has('versionId')
      ? ['s3:GetObjectVersion', 's3:GetObjectVersionAttributes']
      : ['s3:GetObject', 's3:GetObjectAttributes'],
  );
  const wanted = wantedAttributes(call.request);
  const version = await wantedVersion(call, bucket);
  const { etag, checksum, storageClass, size } = version;
  const members: XmlMembers = {
    // Without the quotes that it has elsewhere.
    ETag: etag,
    Checksum: checksum && {
      [checksumElement(checksum.algorithm)]: checksum.value,
      ChecksumType: checksum.type,
    },
    ObjectParts: wanted.has('ObjectParts') ? await objectParts(call, version) : undefined,
    StorageClass: storageClass,
    ObjectSize: size,
  };
  const answer = documentAnswer(
    'GetObjectAttributesResponse',
    Object.fromEntries(Object.entries(members).filter(([name]) => wanted.has(name))),
  );
  return {
    ...answer,
    headers: {
      ...answer.headers,
      'Last-Modified': new Date(version.lastModified).toUTCString(),
      ...(bucket.versioning === undefined ? {} : { 'x-amz-version-id': version.versionId }),
    },
  };
};

function wantedAttributes(request: HttpRequest): ReadonlySet<string> {
  const names = request
    .headerValues('x-amz-object-attributes')
    .flatMap((value) => value.split(','))
    .map((name) => name.trim())
    .filter((name) => name !== '');
  if (names.length === 0) {
    throw s3Error(
      'InvalidRequest',
      {},
      'The x-amz-object-attributes header specifying the attributes to be retrieved is either missing or empty',
    );
  }
  for (const name of names) {
    if (!ATTRIBUTES.includes(name)) {
      throw invalidArgument('x-amz-object-attributes', name, 'Invalid attribute name specified.');
    }
  }
  return new Set(names);
}

/** The parts of an object that was made of some; they are listed when each has a checksum. */
async function objectParts(call: S3Call, version: ObjectVersion): Promise<XmlMembers | undefined> {
  const { content, checksum } = version;
  if (content.type === 'file') return undefined;
  if (checksum === undefined) return { PartsCount: content.count };
  const after = headerNumber(call.request, 'x-amz-part-number-marker', 0);
  const most = Math.min(headerNumber(call.request, 'x-amz-max-parts', MOST_PARTS), MOST_PARTS);
  const listed: UploadPart[] = [];
  let isTruncated = false;
  for await (const part of call.index.parts(content.uploadId, after)) {
    if (listed.length === most) {
      isTruncated = true;
      break;
    }
    listed.push(part);
  }
  return {
    PartsCount: content.count,
    PartNumberMarker: after,
    NextPartNumberMarker: listed.at(-1)?.number ?? after,
    MaxParts: most,
    IsTruncated: isTruncated,
    Part: listed.map((part) => ({
      PartNumber: part.number,
      Size: part.size,
      ...(part.checksum === undefined
        ? {}
        : { [checksumElement(part.checksum.algorithm)]: part.checksum.value }),
    })),
  };
}

function headerNumber(request: HttpRequest, name: string, otherwise: number): number {
  const text = request.header(name);
  if (text === undefined) return otherwise;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw invalidArgument(name, text, `Provided ${name} not an integer or within integer range`);
}
