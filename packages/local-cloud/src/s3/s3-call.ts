import type { Account } from '../aws/account.ts';
import type { AwsError } from '../aws/aws-error.ts';
import type { Caller, ConditionContext } from '../aws/aws-service.ts';
import type { Sources } from '../aws/sources.ts';
import type { HttpRequest, HttpResponse } from '../front-door/http.ts';
import type { SignedPolicy } from '../iam/sigv4/verify-policy-signature.ts';
import type { BucketRecord } from './bucket-record.ts';
import { bucketArn, objectArn } from './bucket-record.ts';
import type { BucketStore } from './bucket-store.ts';
import type { ContentFiles } from './content/content-files.ts';
import type { ObjectIndex } from './index/object-index.ts';
import type { Announce, NotificationTargets } from './notifications/announce.ts';
import type { Payload, PayloadOptions } from './payload/payload.ts';
import { s3Error } from './s3-errors.ts';

/** What there is of S3. */
export interface S3State {
  readonly account: Account;
  readonly sources: Sources;
  readonly buckets: BucketStore;
  readonly index: ObjectIndex;
  readonly files: ContentFiles;
  /** Tells the functions that want to know what happens to objects. */
  readonly announce: Announce;
  /** Whether a function lets a service invoke it for a resource. */
  readonly allows: NotificationTargets['allows'];
  /** How the one listener is reached, without a slash at its end. */
  readonly origin: string;
}

/** One call of an operation of S3. */
export interface S3Call extends S3State {
  readonly request: HttpRequest;
  readonly query: URLSearchParams;
  /** Undefined when nobody signed the request. */
  readonly caller: Caller | undefined;
  /** Empty for the operations that are about no bucket. */
  readonly bucketName: string;
  /** Decoded; empty for the operations that are about no object. */
  readonly key: string;
  /** Throws AwsError `AccessDenied` when the caller may not. */
  authorize(action: string, resource: string, context?: ConditionContext, bucket?: BucketRecord): void;
  /** The body, which nobody has read yet. */
  payload(most: number, options?: PayloadOptions): Payload;
  /** The call as that of whoever signed the policy of a posted form. Throws AwsError. */
  signedBy(policy: SignedPolicy): S3Call;
}

export type S3Operation = (call: S3Call) => Promise<HttpResponse>;

/** The bucket of the call, once the caller may do `action` with it. Throws AwsError `NoSuchBucket`. */
export function permittedBucket(call: S3Call, action: string, context?: ConditionContext): BucketRecord {
  const bucket = existingBucket(call);
  call.authorize(action, bucketArn(call.account, bucket.name), context, bucket);
  return bucket;
}

/** The bucket of the call, once the caller may do all of `actions` with the object. */
export function permittedObject(
  call: S3Call,
  actions: readonly string[],
  context?: ConditionContext,
): BucketRecord {
  const bucket = existingBucket(call);
  const resource = objectArn(call.account, bucket.name, call.key);
  for (const action of actions) call.authorize(action, resource, context, bucket);
  return bucket;
}

/**
 * Says that an object is missing, to those who may know it: others are only told that they may not list.
 * Throws AwsError `NoSuchKey`, `AccessDenied`.
 */
export function missingObject(call: S3Call, bucket: BucketRecord, key: string = call.key): AwsError {
  call.authorize('s3:ListBucket', bucketArn(call.account, bucket.name), { 's3:prefix': key }, bucket);
  return s3Error('NoSuchKey', { Key: key });
}

/** The bucket of the call. Throws AwsError `NoSuchBucket`, `AccessDenied` when it is not whose it should be. */
export function existingBucket({ request, account, buckets, bucketName }: S3Call): BucketRecord {
  const bucket = buckets.get(bucketName);
  const expected = request.header('x-amz-expected-bucket-owner');
  if (expected !== undefined && expected !== account.accountId) throw s3Error('AccessDenied');
  return bucket;
}
