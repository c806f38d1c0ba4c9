import type { HeaderLine, HttpRequest } from '../front-door/http.ts';
import { AWS_HOST_HEADER } from '../lambda/aws-host-header.ts';
import type { Origin } from './distribution.ts';
import { type ForwardingPolicy, forwardedCookies, forwardedQuery, isForwarded } from './forwarding-policy.ts';

/** What belongs to one connection, or is CloudFront's own; no origin ever gets it from a viewer. */
const NEVER_FORWARDED =
  /^(?:connection|expect|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade|x-amz-cf-.*|x-edge-.*|x-forwarded-proto|x-real-ip)$/;

/** What the origin gets whatever the policies say: conditions, ranges, and what describes the body. */
const ALWAYS_FORWARDED = new Set([
  'content-encoding',
  'content-language',
  'content-length',
  'content-md5',
  'content-type',
  'if-match',
  'if-modified-since',
  'if-none-match',
  'if-range',
  'if-unmodified-since',
  'range',
]);

/** What an origin is asked: undecoded path and query, and the headers without Host. */
export interface OriginRequest {
  readonly path: string;
  readonly query: string;
  readonly headers: readonly HeaderLine[];
  /** The viewer's Host, when the policies forward it. */
  readonly viewerHost: string | undefined;
}

/**
 * A viewer's request as an origin gets it.
 *
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html
 */
export function originRequest(
  request: HttpRequest,
  origin: Origin,
  policies: readonly ForwardingPolicy[],
): OriginRequest {
  const headers: HeaderLine[] = [];
  const added = new Set(origin.headers.map(([name]) => name.toLowerCase()));
  const cookies = forwardedCookies(policies, request.headerValues('cookie').join('; '));
  for (const [name, value] of request.headers) {
    const folded = name.toLowerCase();
    if (folded === 'host' || folded === 'cookie' || folded === 'via' || folded === 'x-forwarded-for')
      continue;
    if (folded === AWS_HOST_HEADER || NEVER_FORWARDED.test(folded) || added.has(folded)) continue;
    if (isKept(folded, request.method, policies)) headers.push([name, value]);
  }
  if (cookies !== undefined) headers.push(['Cookie', cookies]);
  if (!headers.some(([name]) => name.toLowerCase() === 'user-agent')) {
    headers.push(['User-Agent', 'Amazon CloudFront']);
  }
  const forwardedFor = [...request.headerValues('x-forwarded-for'), request.remoteAddress].join(', ');
  headers.push(
    ['Via', [...request.headerValues('via'), '1.1 local.cloudfront.net (CloudFront)'].join(', ')],
    ['X-Amz-Cf-Id', request.id],
    ['X-Forwarded-For', forwardedFor],
    ...origin.headers,
  );
  return {
    path: origin.path + request.rawPath,
    query: forwardedQuery(policies, request.rawQuery),
    headers,
    viewerHost: isForwarded(policies, 'headers', 'host') ? request.header('host') : undefined,
  };
}

function isKept(name: string, method: string, policies: readonly ForwardingPolicy[]): boolean {
  if (ALWAYS_FORWARDED.has(name) || isForwarded(policies, 'headers', name)) return true;
  // Only what may be cached loses it.
  return name === 'authorization' && !['GET', 'HEAD', 'OPTIONS'].includes(method);
}
