import type { BucketRecord } from './bucket-record.ts';
import { objectArn } from './bucket-record.ts';
import type { ByteRange } from './byte-range.ts';
import { checkRead } from './conditional.ts';
import type { ObjectVersion } from './index/object-version.ts';
import { openContent } from './object-answer.ts';
import type { ChecksumAlgorithm } from './payload/checksum.ts';
import { measuredPayload } from './payload/measured-payload.ts';
import type { Payload } from './payload/payload.ts';
import type { S3Call } from './s3-call.ts';
import { invalidArgument } from './s3-errors.ts';
import { wantedVersion } from './wanted-version.ts';

export interface CopySource {
  readonly bucket: BucketRecord;
  readonly version: ObjectVersion;
  /** Whether a version was named. */
  readonly isOlder: boolean;
}

/** What `x-amz-copy-source` names, once the caller may read it and its conditions are met. */
export async function readCopySource(call: S3Call): Promise<CopySource> {
  const header = call.request.header('x-amz-copy-source') ?? '';
  const { name, key, versionId } = parseCopySource(header);
  const bucket = call.buckets.get(name);
  const resource = objectArn(call.account, name, key);
  call.authorize(versionId === null ? 's3:GetObject' : 's3:GetObjectVersion', resource, {}, bucket);
  const version = await wantedVersion(call, bucket, key, versionId);
  checkRead(call.request, version, 'x-amz-copy-source-');
  return { bucket, version, isOlder: versionId !== null };
}

/** Throws AwsError `AccessDenied` when the caller may not read the tags of the source, and it has some. */
export function permitTagsOf(call: S3Call, { bucket, version, isOlder }: CopySource): void {
  if (Object.keys(version.tags).length === 0) return;
  const action = isOlder ? 's3:GetObjectVersionTagging' : 's3:GetObjectTagging';
  call.authorize(action, objectArn(call.account, bucket.name, version.key), {}, bucket);
}

function parseCopySource(header: string): {
  readonly name: string;
  readonly key: string;
  readonly versionId: string | null;
} {
  const [, path = '', versionId] = /^\/?(.*?)(?:\?versionId=([^?]*))?$/s.exec(header) ?? [];
  const slash = path.search(/\/|%2f/i);
  try {
    const name = decodeURIComponent(slash < 0 ? '' : path.slice(0, slash));
    const key = decodeURIComponent(path.slice(slash + (path[slash] === '/' ? 1 : 3)));
    if (name !== '' && key !== '' && !name.startsWith('arn:')) {
      return { name, key, versionId: versionId === undefined ? null : decodeURIComponent(versionId) };
    }
  } catch {
    // Refused below.
  }
  throw invalidArgument(
    'x-amz-copy-source',
    header,
    'Copy Source must mention the source bucket and key: sourcebucket/sourcekey',
  );
}

/** The content of an object, or a range of it, as the payload of another. Its checksum is made anew. */
export async function copiedPayload(
  call: S3Call,
  version: ObjectVersion,
  range: ByteRange = { start: 0, end: version.size - 1 },
  algorithm: ChecksumAlgorithm | undefined = version.checksum?.algorithm,
): Promise<Pick<Payload, 'content' | 'facts'>> {
  const source = range.end < range.start ? [] : await openContent(call, version.content, range);
  return measuredPayload(source, algorithm);
}
