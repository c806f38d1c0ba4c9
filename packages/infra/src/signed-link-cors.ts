import { Duration } from 'aws-cdk-lib';
import { type CorsRule, HttpMethods } from 'aws-cdk-lib/aws-s3';
import type { WebSettings } from './settings.ts';

/**
 * Lets the web application follow signed links into a bucket. What AWS calls a distribution is not known yet when the
 * data is made; then any origin may come, as nothing but a signed link lets anybody in.
 */
export function signedLinkCors(web: WebSettings): CorsRule[] {
  return [
    {
      allowedOrigins: [originOf(web)],
      allowedMethods: [HttpMethods.GET, HttpMethods.PUT],
      allowedHeaders: ['content-type', 'x-amz-checksum-sha256'],
      maxAge: Duration.hours(1).toSeconds(),
    },
  ];
}

function originOf(web: WebSettings): string {
  if (!web.hosted) return new URL(web.url).origin;
  return web.domain === undefined ? '*' : `https://${web.domain.name}`;
}
