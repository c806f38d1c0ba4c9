import type { Redirect, RoutingRule } from './website-configuration.ts';

/** What a website is asked for. */
export interface AskedPage {
  /** Decoded; empty for the root. */
  readonly key: string;
  /** Undecoded, with its question mark; empty when there is none. */
  readonly query: string;
}

/**
 * The first rule that is about the page and the error that asking for it led to; without an error, the rules that
 * wait for one are passed over. Prefixes see the query too.
 */
export function ruleFor(
  rules: readonly RoutingRule[],
  { key, query }: AskedPage,
  errorCode?: number,
): RoutingRule | undefined {
  return rules.find(
    (rule) =>
      (rule.errorCode === undefined ? errorCode === undefined : rule.errorCode === String(errorCode)) &&
      (key + query).startsWith(rule.keyPrefix ?? ''),
  );
}

/** Where a rule sends a request; `own` is the origin of the website itself. */
export function redirectTarget(
  { keyPrefix = '', redirect }: { readonly keyPrefix?: string; readonly redirect: Redirect },
  page: AskedPage,
  own: string,
): string {
  const { hostName, protocol, replaceKeyPrefixWith, replaceKeyWith } = redirect;
  const origin = `${protocol ?? 'http'}://${hostName ?? new URL(own).host}/`;
  if (replaceKeyWith !== undefined) return origin + printable(replaceKeyWith);
  if (replaceKeyPrefixWith === undefined) return origin + pagePath(page);
  return origin + printable(replaceKeyPrefixWith) + pagePath(page, keyPrefix.length);
}

/** The page from that character on, as it stands in a URL. */
export function pagePath({ key, query }: AskedPage, from = 0): string {
  const path = printable(key.slice(from).replaceAll(/[%?"#<>\\^`{|}]/g, percentEncoded));
  return path + query.slice(Math.max(from - key.length, 0));
}

/** A text with what no header can hold as URLs hold it. */
export function printable(text: string): string {
  return text.replaceAll(/[^\x21-\x7e]/gu, percentEncoded);
}

function percentEncoded(character: string): string {
  return Buffer.from(character).toString('hex').toUpperCase().replaceAll(/../g, '%$&');
}
