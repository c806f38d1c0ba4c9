import type { Account } from '../../aws/account.ts';

/**
 * The bucket that a website endpoint's host names, empty for the endpoint of the region itself; undefined for
 * other hosts. AWS writes the region behind a dash or a dot, as its region is older or newer; here none is needed:
 * `site.s3-website.localhost`.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteEndpoints.html
 */
export function bucketOfWebsiteHost({ region, urlSuffix }: Account, host: string): string | undefined {
  const suffix = [`.${urlSuffix}`, '.localhost'].find((ending) => host.endsWith(ending));
  if (suffix === undefined) return undefined;
  const found = /^(?:(.+)\.)?s3-website(?:[.-]([a-z0-9-]+))?$/.exec(host.slice(0, -suffix.length));
  const asked = found?.[2];
  if (found === null || (asked === undefined ? suffix !== '.localhost' : asked !== region)) return undefined;
  return found[1] ?? '';
}

/** `http://site.s3-website.localhost:4566`. */
export function websiteOrigin(origin: string, bucket: string): string {
  const { protocol, port } = new URL(origin);
  return `${protocol}//${bucket}.s3-website.localhost${port === '' ? '' : `:${port}`}`;
}

/** Where what AWS serves at `http://<bucket>.s3-website-<region>.amazonaws.com/...` is reached here. */
export function websiteAddress(account: Account, origin: string, url: URL): string | undefined {
  const bucket = bucketOfWebsiteHost(account, url.hostname);
  if (bucket === undefined || bucket === '' || url.hostname.endsWith('.localhost')) return undefined;
  return websiteOrigin(origin, bucket) + url.pathname + url.search + url.hash;
}
