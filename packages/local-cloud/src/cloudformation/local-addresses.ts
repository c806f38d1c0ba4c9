import type { Json } from './resource-provider.ts';

/** Where something that AWS would serve at a URL is reached here; undefined when it is nobody's. */
export type LocalAddress = (url: URL) => string | undefined;

/** `https://` URLs of AWS's own domains. They end at white space, quotes, commas and angle brackets. */
const AWS_URL =
  /https:\/\/[a-z0-9.-]+\.(?:amazonaws\.com|amazoncognito\.com|cloudfront\.net|on\.aws)(?::\d+)?[^\s"',<>]*/gi;

/**
 * `value` with each AWS URL of this cloud's own resources replaced by its local address, in strings at
 * any depth. Other URLs stay as they are.
 */
export function withLocalAddresses<Value extends Json>(value: Value, localAddress: LocalAddress): Value {
  return replace(value, localAddress) as Value;
}

function replace(value: Json, localAddress: LocalAddress): Json {
  if (typeof value === 'string') {
    return value.replaceAll(AWS_URL, (found) => {
      const url = URL.canParse(found) ? new URL(found) : undefined;
      return (url && localAddress(url)) ?? found;
    });
  }
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((entry) => replace(entry, localAddress));
  return Object.fromEntries(
    Object.entries(value).map(([name, entry]) => [name, replace(entry, localAddress)]),
  );
}
