import type { Json } from './resource-provider.ts';

/** Where something that AWS would serve at a URL is reached here; undefined when it is nobody's. */
export type LocalAddress = (url: URL) => string | undefined;

/** URLs of AWS's own domains. They end at white space, quotes, commas, semicolons and angle brackets. */
const AWS_URL =
  /https?:\/\/[a-z0-9.-]+\.(?:amazonaws\.com|amazoncognito\.com|cloudfront\.net|on\.aws)(?::\d+)?[^\s"',;<>]*/gi;
const DISTRIBUTION_DOMAIN = /^[a-z0-9]+\.cloudfront\.net$/;

/**
 * `value` with each AWS URL of this cloud's own resources replaced by its local address, in strings at
 * any depth. Other URLs stay as they are.
 */
export function withLocalAddresses<Value extends Json>(value: Value, localAddress: LocalAddress): Value {
  return replace(value, localAddress) as Value;
}

/** An output as people and programs use it: as above, and a bare domain name of a distribution as `localhost:4567`. */
export function localOutput(value: string, localAddress: LocalAddress): string {
  if (!DISTRIBUTION_DOMAIN.test(value)) return withLocalAddresses(value, localAddress);
  const address = localAddress(new URL(`https://${value}`));
  return address === undefined ? value : new URL(address).host;
}

function replace(value: Json, localAddress: LocalAddress): Json {
  if (typeof value === 'string') {
    return value.replaceAll(AWS_URL, (found) => {
      const url = URL.canParse(found) ? new URL(found) : undefined;
      const address = url && localAddress(url);
      if (address === undefined) return found;
      // A URL without a path has none afterwards either.
      if (url?.pathname !== '/' || url.search !== '') return address;
      return address.replace(/\/$/, '') + (found.endsWith('/') ? '/' : '');
    });
  }
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((entry) => replace(entry, localAddress));
  return Object.fromEntries(
    Object.entries(value).map(([name, entry]) => [name, replace(entry, localAddress)]),
  );
}
