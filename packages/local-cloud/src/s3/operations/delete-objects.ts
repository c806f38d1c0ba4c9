import { AwsError } from '../../aws/aws-error.ts';
import type { BucketRecord } from '../bucket-record.ts';
import { objectArn } from '../bucket-record.ts';
import { deletionCheck } from '../conditional.ts';
import { deleteVersion } from '../delete-version.ts';
import { announceDeletion } from '../notifications/announce-change.ts';
import { readGuarded } from '../payload/payload.ts';
import { existingBucket, type S3Call, type S3Operation } from '../s3-call.ts';
import { notImplemented, s3Error } from '../s3-errors.ts';
import { documentAnswer } from '../wire.ts';
import type { XmlMembers } from '../xml.ts';
import { childrenOf, childText, onlyChildren, readXml, requiredText } from '../xml-reader.ts';

const MOST_OBJECTS = 1000;
const MOST_BYTES = 2 * 1024 ** 2;

interface Wanted {
  readonly key: string;
  readonly versionId?: string;
  /** Only the object that has it goes; `*` stands for any. */
  readonly etag?: string;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html */
export const deleteObjects: S3Operation = async (call) => {
  const bucket = existingBucket(call);
  const { objects, quiet } = readDelete(await readGuarded(call.payload(MOST_BYTES)));
  const Deleted: XmlMembers[] = [];
  const Errors: XmlMembers[] = [];
  for (const wanted of objects) {
    try {
      const deleted = await deleteOne(call, bucket, wanted);
      if (!quiet) Deleted.push(deleted);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      const { code: Code, message: Message } = error;
      Errors.push({ Key: wanted.key, VersionId: wanted.versionId, Code, Message });
    }
  }
  return documentAnswer('DeleteResult', { Deleted, Error: Errors });
};

async function deleteOne(call: S3Call, bucket: BucketRecord, wanted: Wanted): Promise<XmlMembers> {
  const { key, versionId, etag } = wanted;
  const action = versionId === undefined ? 's3:DeleteObject' : 's3:DeleteObjectVersion';
  call.authorize(action, objectArn(call.account, bucket.name, key), {}, bucket);
  const deletion = await deleteVersion(call, bucket, {
    key,
    ...(versionId === undefined ? {} : { versionId }),
    ...(etag === undefined ? {} : { check: deletionCheck(call, bucket, key, etag) }),
  });
  await announceDeletion(call, bucket, key, deletion, 'ObjectRemoved', call);
  const { markerId, removedId, wasMarker } = deletion;
  const marker = markerId ?? (wasMarker ? removedId : undefined);
  return {
    Key: key,
    VersionId: versionId,
    DeleteMarker: marker === undefined ? undefined : true,
    DeleteMarkerVersionId: marker,
  };
}

function readDelete(document: Buffer): { readonly objects: readonly Wanted[]; readonly quiet: boolean } {
  const root = readXml(document, 'Delete');
  onlyChildren(root, 'Object', 'Quiet');
  const objects = childrenOf(root, 'Object').map((element): Wanted => {
    onlyChildren(element, 'Key', 'VersionId', 'ETag', 'LastModifiedTime', 'Size');
    // These are conditions of directory buckets only.
    for (const condition of ['LastModifiedTime', 'Size']) {
      if (childText(element, condition) !== undefined) throw notImplemented(`${condition} in DeleteObjects`);
    }
    const [versionId, etag] = [childText(element, 'VersionId'), childText(element, 'ETag')];
    const key = requiredText(element, 'Key');
    if (key === '') throw s3Error('MalformedXML');
    return {
      key,
      ...(versionId === undefined || versionId === '' ? {} : { versionId }),
      ...(etag === undefined ? {} : { etag }),
    };
  });
  if (objects.length === 0 || objects.length > MOST_OBJECTS) throw s3Error('MalformedXML');
  return { objects, quiet: childText(root, 'Quiet') === 'true' };
}
