import type { Account } from '../aws/account.ts';
import type { LifecycleRule } from './lifecycle/lifecycle-rule.ts';
import type { NotificationRule } from './notifications/bucket-notifications.ts';
import type { WebsiteConfiguration } from './website/website-configuration.ts';

/** A bucket with everything that is configured of it. */
export interface BucketRecord {
  readonly name: string;
  /** 16 hexadecimal digits; a bucket made anew under an old name has another. */
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly versioning: 'Enabled' | 'Suspended' | undefined;
  readonly publicAccessBlock: PublicAccessBlock | undefined;
  /** The policy as it was given, in JSON. */
  readonly policy: string | undefined;
  readonly cors: readonly CorsRule[];
  readonly lifecycle: readonly LifecycleRule[];
  /** Absent in records from before there were notifications. */
  readonly notifications?: readonly NotificationRule[];
  /** Absent in buckets that are no website. */
  readonly website?: WebsiteConfiguration;
  readonly tags: Readonly<Record<string, string>>;
  /** Names the creation by a template, so that it can be tried again. */
  readonly creationToken?: string;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html */
export interface PublicAccessBlock {
  readonly blockPublicAcls: boolean;
  readonly ignorePublicAcls: boolean;
  readonly blockPublicPolicy: boolean;
  readonly restrictPublicBuckets: boolean;
}

/** What every new bucket has. */
export const ALL_PUBLIC_ACCESS_BLOCKED: PublicAccessBlock = {
  blockPublicAcls: true,
  ignorePublicAcls: true,
  blockPublicPolicy: true,
  restrictPublicBuckets: true,
};

export interface CorsRule {
  readonly id?: string;
  readonly allowedOrigins: readonly string[];
  readonly allowedMethods: readonly string[];
  readonly allowedHeaders: readonly string[];
  readonly exposeHeaders: readonly string[];
  readonly maxAgeSeconds?: number;
}

export function bucketArn({ partition }: Account, name: string): string {
  return `arn:${partition}:s3:::${name}`;
}

export function objectArn(account: Account, bucket: string, key: string): string {
  return `${bucketArn(account, bucket)}/${key}`;
}
