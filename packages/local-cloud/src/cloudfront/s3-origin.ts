import { AwsError } from '../aws/aws-error.ts';
import type { PartContext } from '../aws/cloud-part.ts';
import type { HttpRequest, HttpResponse } from '../front-door/http.ts';
import { serviceCaller } from '../iam/service-caller.ts';
import type { S3Part } from '../s3/s3.ts';
import { distributionArn } from './cloudfront-store.ts';
import type { Distribution, Origin, OriginAccessControl } from './distribution.ts';
import type { OriginRequest } from './origin-request.ts';

/** `bucket` of `bucket.s3.us-east-1.amazonaws.com`; undefined when the name is not that of a bucket, or that of its website. */
export function bucketOfDomain(domainName: string, urlSuffix: string): string | undefined {
  const suffix = urlSuffix.replaceAll('.', '\\.');
  return new RegExp(`^(.+)\\.s3(?:[.-](?!website\\b)(?:dualstack\\.)?[a-z0-9-]+)?\\.${suffix}$`).exec(
    domainName,
  )?.[1];
}

/** Asks a bucket, signed as CloudFront for that distribution where its origin access control says so. */
export async function askBucket(
  { account, journal, sources }: PartContext,
  s3: Pick<S3Part, 'answer'>,
  viewer: HttpRequest,
  {
    distribution,
    origin,
    control,
    asked,
  }: {
    readonly distribution: Distribution;
    readonly origin: Origin;
    readonly control: OriginAccessControl | undefined;
    readonly asked: OriginRequest;
  },
): Promise<HttpResponse> {
  const bucket = bucketOfDomain(origin.domainName, account.urlSuffix) ?? '';
  const request = viewer.rewritten({
    target: asked.query === '' ? asked.path : `${asked.path}?${asked.query}`,
    headers: [['Host', origin.domainName], ...asked.headers],
  });
  const sourceArn = distributionArn(account, distribution.id);
  const caller =
    control === undefined || control.signing === 'never'
      ? undefined
      : serviceCaller({
          account,
          journal,
          now: sources.now(),
          request,
          service: 'cloudfront.amazonaws.com',
          sourceArn,
          hint: `The policy of ${bucket} must allow s3:GetObject for the service cloudfront.amazonaws.com, where AWS:SourceArn is ${sourceArn}; without s3:ListBucket, what is missing answers 403 too.`,
        });
  return s3.answer(request, { bucket, key: keyOf(asked.path) }, caller);
}

function keyOf(path: string): string {
  try {
    return decodeURIComponent(path.slice(1));
  } catch {
    throw new AwsError('InvalidURI', "Couldn't parse the specified URI.");
  }
}
