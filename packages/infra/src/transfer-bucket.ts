import { TRANSFER_DAYS } from '@taskyard/contract';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { Settings } from './settings.ts';
import { signedLinkCors } from './signed-link-cors.ts';

/** Where the files of exports and imports are for a week. Signed links lead into it, over TLS alone. */
export function createTransferBucket(scope: Construct, id: string, settings: Settings): Bucket {
  return new Bucket(scope, id, {
    encryption: BucketEncryption.S3_MANAGED,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    enforceSSL: true,
    removalPolicy: settings.retainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    cors: signedLinkCors(settings.web),
    lifecycleRules: [
      { expiration: Duration.days(TRANSFER_DAYS), abortIncompleteMultipartUploadAfter: Duration.days(1) },
    ],
  });
}
