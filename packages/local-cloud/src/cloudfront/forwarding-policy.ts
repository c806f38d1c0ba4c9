import { NONE, type Selection, selects } from './selection.ts';

/** What of a viewer's request goes on to the origin: a cache policy, or an origin request policy. */
export interface ForwardingPolicy {
  readonly headers: Selection;
  readonly cookies: Selection;
  readonly query: Selection;
  /** Whether answers may be compressed this way; only cache policies say so. */
  readonly gzip: boolean;
  readonly brotli: boolean;
}

export const NOTHING_FORWARDED: ForwardingPolicy = {
  headers: NONE,
  cookies: NONE,
  query: NONE,
  gzip: false,
  brotli: false,
};

/** Whether any of the policies lets it through. */
export function isForwarded(
  policies: readonly ForwardingPolicy[],
  kind: 'headers' | 'cookies' | 'query',
  name: string,
): boolean {
  return policies.some((policy) => selects(policy[kind], name));
}

/** The parameters of an undecoded query that are forwarded, in their order. */
export function forwardedQuery(policies: readonly ForwardingPolicy[], rawQuery: string): string {
  if (rawQuery === '') return '';
  return rawQuery
    .split('&')
    .filter((pair) => isForwarded(policies, 'query', pair.split('=')[0] ?? ''))
    .join('&');
}

/** The cookies of a `Cookie` header that are forwarded; undefined when none is. */
export function forwardedCookies(policies: readonly ForwardingPolicy[], header: string): string | undefined {
  const kept = header
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair !== '' && isForwarded(policies, 'cookies', pair.split('=')[0] ?? ''));
  return kept.length === 0 ? undefined : kept.join('; ');
}
