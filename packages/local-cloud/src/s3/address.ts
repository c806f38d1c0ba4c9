import { hostName } from '../front-door/host-check.ts';
import type { HttpRequest } from '../front-door/http.ts';
import { s3Error } from './s3-errors.ts';

/** What a request is about. */
export interface S3Address {
  /** Empty for the service as a whole. */
  readonly bucket: string;
  /** Decoded; empty for a bucket. */
  readonly key: string;
  /** Whether the host named the bucket. */
  readonly byHost: boolean;
}

const LONGEST_KEY = 1024;

/** Those of websites are no such hosts. */
const S3_HOST = /^(?:(.+)\.)?s3(?:[.-](?!website\b)[a-z0-9-]+)?\.(?:localhost|amazonaws\.com(?:\.cn)?)$/;

/** Whether a host is one of S3's: `photos.s3.localhost`, `s3.us-east-1.amazonaws.com`. */
export function isS3Host(host: string): boolean {
  return S3_HOST.test(host);
}

/**
 * Reads the address of a request. `isBucket` tells whether there is such a bucket: the SDK's clients put its
 * name before any host they are given, so `photos.localhost` is that bucket when it exists.
 * Throws AwsError `InvalidURI`, `KeyTooLongError`.
 */
export function readAddress(request: HttpRequest, isBucket: (name: string) => boolean): S3Address {
  const host = hostName(request.header('host'));
  const named = S3_HOST.exec(host)?.[1] ?? bareBucketOfHost(host, isBucket);
  const path = request.rawPath.slice(1);
  if (named !== undefined) return { bucket: named, key: decodeKey(path), byHost: true };
  const slash = path.indexOf('/');
  return {
    bucket: decode(slash < 0 ? path : path.slice(0, slash)),
    key: decodeKey(slash < 0 ? '' : path.slice(slash + 1)),
    byHost: false,
  };
}

function bareBucketOfHost(host: string, isBucket: (name: string) => boolean): string | undefined {
  // Without a dot: names with dots belong to other parts, such as those of APIs.
  const name = /^([a-z0-9-]+)\.localhost$/.exec(host)?.[1];
  return name !== undefined && name !== 's3' && isBucket(name) ? name : undefined;
}

/** The key that a path means. Throws AwsError `InvalidURI`, `KeyTooLongError`. */
export function decodeKey(text: string): string {
  const key = decode(text);
  const size = Buffer.byteLength(key);
  if (size > LONGEST_KEY) throw s3Error('KeyTooLongError', { Size: size, MaxSizeAllowed: LONGEST_KEY });
  return key;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw s3Error('InvalidURI');
  }
}
