import { AwsError } from '../aws/aws-error.ts';
import type { HttpRequest } from '../front-door/http.ts';
import { type BucketRecord, objectArn } from './bucket-record.ts';
import type { CurrentCheck } from './index/object-index.ts';
import type { ObjectVersion } from './index/object-version.ts';
import type { S3Call } from './s3-call.ts';
import { notImplemented, s3Error } from './s3-errors.ts';

/**
 * Throws AwsError when the conditions of a read are not met: 412, or 304 for what the reader has already.
 * RFC 9110, section 13.2.2.
 */
export function checkRead(request: HttpRequest, version: ObjectVersion, prefix = ''): void {
  const ifMatch = request.header(`${prefix}if-match`);
  const ifNoneMatch = request.header(`${prefix}if-none-match`);
  const lastModified = Math.floor(version.lastModified / 1000) * 1000;
  if (ifMatch !== undefined) {
    if (!matchesTag(ifMatch, version.etag)) throw failed('If-Match');
  } else {
    const since = readDate(request.header(`${prefix}if-unmodified-since`));
    if (since !== undefined && lastModified > since) throw failed('If-Unmodified-Since');
  }
  // A copy is no read that could be answered from a cache.
  const unchanged = (name: string): Error => (prefix === '' ? notModified(version) : failed(name));
  if (ifNoneMatch !== undefined) {
    if (matchesTag(ifNoneMatch, version.etag)) throw unchanged('If-None-Match');
    return;
  }
  const since = readDate(request.header(`${prefix}if-modified-since`));
  if (since !== undefined && lastModified <= since) throw unchanged('If-Modified-Since');
}

/** The conditions of a write, to be checked at the moment when it is made. */
export function writeCheck(request: HttpRequest, key: string): CurrentCheck {
  const ifMatch = request.header('if-match');
  const ifNoneMatch = request.header('if-none-match');
  if (ifNoneMatch !== undefined && ifNoneMatch !== '*')
    throw notImplemented('If-None-Match with an ETag on a write');
  return (current) => {
    const there = current !== undefined && current.deleteMarker !== true ? current : undefined;
    if (ifNoneMatch !== undefined && there !== undefined) throw failed('If-None-Match');
    if (ifMatch === undefined) return;
    if (there === undefined) throw s3Error('NoSuchKey', { Key: key });
    if (!matchesTag(ifMatch, there.etag)) throw failed('If-Match');
  };
}

/**
 * The condition of a deletion: the object has that ETag, or is there at all for `*`. Who compares it must be able to
 * read it.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-deletes.html
 */
export function deletionCheck(
  { account, authorize }: S3Call,
  bucket: BucketRecord,
  key: string,
  etag: string,
): CurrentCheck {
  if (etag !== '*') authorize('s3:GetObject', objectArn(account, bucket.name, key), {}, bucket);
  return (current) => {
    if (current === undefined || current.deleteMarker === true) throw s3Error('NoSuchKey', { Key: key });
    if (!matchesTag(etag, current.etag)) throw failed('If-Match');
  };
}

function failed(condition: string): AwsError {
  return s3Error('PreconditionFailed', { Condition: condition });
}

function notModified({ etag }: ObjectVersion): AwsError {
  return new AwsError('NotModified', 'Not Modified', 304, { ETag: `"${etag}"` });
}

function matchesTag(header: string, etag: string): boolean {
  return header.split(',').some((one) => {
    const tag = one
      .trim()
      .replace(/^W\//, '')
      .replace(/^"(.*)"$/, '$1');
    return tag === '*' || tag === etag;
  });
}

/** A date that cannot be read is as if it were not there. */
function readDate(header: string | undefined): number | undefined {
  const time = header === undefined ? Number.NaN : Date.parse(header);
  return Number.isNaN(time) ? undefined : time;
}
