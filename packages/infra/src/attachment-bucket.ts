import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { Settings } from './settings.ts';
import { signedLinkCors } from './signed-link-cors.ts';

/** Where clients send the contents of attachments to, before they are taken over. */
export const UPLOADS = 'uploads/*';

/** Where they are kept. */
export const ATTACHMENTS = 'attachments/*';

/** Where the contents of attachments are. Signed links lead into it, over TLS alone, and nothing else does. */
export function createAttachmentBucket(scope: Construct, id: string, settings: Settings): Bucket {
  return new Bucket(scope, id, {
    encryption: BucketEncryption.S3_MANAGED,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    enforceSSL: true,
    removalPolicy: settings.retainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    cors: signedLinkCors(settings.web),
    lifecycleRules: [
      { prefix: UPLOADS.replace('*', ''), expiration: Duration.days(1) },
      { abortIncompleteMultipartUploadAfter: Duration.days(1) },
    ],
  });
}
