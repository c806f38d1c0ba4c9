import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption, HttpMethods } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { Settings, WebSettings } from './settings.ts';

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
    cors: [
      {
        allowedOrigins: [originOf(settings.web)],
        allowedMethods: [HttpMethods.GET, HttpMethods.PUT],
        allowedHeaders: ['content-type', 'x-amz-checksum-sha256'],
        maxAge: Duration.hours(1).toSeconds(),
      },
    ],
    lifecycleRules: [
      { prefix: UPLOADS.replace('*', ''), expiration: Duration.days(1) },
      { abortIncompleteMultipartUploadAfter: Duration.days(1) },
    ],
  });
}

/**
 * The origin that browsers may come from. What AWS calls a distribution is not known yet when the data is made; then
 * any may come, as nothing but a signed link lets anybody in.
 */
function originOf(web: WebSettings): string {
  if (!web.hosted) return new URL(web.url).origin;
  return web.domain === undefined ? '*' : `https://${web.domain.name}`;
}
