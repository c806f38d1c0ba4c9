import { TRANSFER_DAYS } from '@taskyard/contract';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption, HttpMethods } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { Settings } from './settings.ts';

/** Where the files of exports and imports are for a week. Signed links lead into it, over TLS alone. */
export function createTransferBucket(scope: Construct, id: string, settings: Settings): Bucket {
  return new Bucket(scope, id, {
    encryption: BucketEncryption.S3_MANAGED,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    enforceSSL: true,
    removalPolicy: settings.retainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    cors: [
      {
        allowedOrigins: [settings.webOrigin],
        allowedMethods: [HttpMethods.GET, HttpMethods.PUT],
        allowedHeaders: ['content-type', 'x-amz-checksum-sha256'],
        maxAge: Duration.hours(1).toSeconds(),
      },
    ],
    lifecycleRules: [
      { expiration: Duration.days(TRANSFER_DAYS), abortIncompleteMultipartUploadAfter: Duration.days(1) },
    ],
  });
}
