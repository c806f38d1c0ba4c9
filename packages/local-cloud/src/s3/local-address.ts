import type { Account } from '../aws/account.ts';

/** Where what AWS serves at `https://<bucket>.s3.<region>.amazonaws.com/<key>` is reached here. */
export function s3Address({ region, urlSuffix }: Account, origin: string, url: URL): string | undefined {
  if (!url.hostname.endsWith(`.${urlSuffix}`)) return undefined;
  const host = url.hostname.slice(0, -urlSuffix.length - 1);
  const byHost = /^(.+)\.s3(?:[.-]([a-z0-9-]+))?$/.exec(host);
  const byPath = /^s3(?:[.-]([a-z0-9-]+))?$/.exec(host);
  const found = byHost ?? byPath;
  if (found === null) return undefined;
  const asked = found.at(-1);
  if (asked !== undefined && asked !== region) return undefined;
  const bucket = byHost?.[1];
  const path = bucket === undefined ? url.pathname : `/${bucket}${url.pathname}`;
  // By an address, as the SDK is told to call S3.
  return `${origin.replace('//localhost', '//127.0.0.1')}${path === '/' ? '' : path.replace(/^(\/[^/]+)\/$/, '$1')}${url.search}`;
}
