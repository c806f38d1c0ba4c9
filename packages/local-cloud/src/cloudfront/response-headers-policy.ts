import type { HttpRequest } from '../front-door/http.ts';
import type { HeaderFields } from './header-fields.ts';

/** What a distribution adds to its answers, and what it takes away. */
export interface ResponseHeadersPolicy {
  readonly cors?: CorsSettings;
  readonly headers: readonly AddedHeader[];
  /** Names, as they were given. */
  readonly remove: readonly string[];
}

export interface AddedHeader {
  readonly name: string;
  readonly value: string;
  /** Whether it replaces what the origin sent. */
  readonly override: boolean;
}

export interface CorsSettings {
  readonly credentials: boolean;
  readonly headers: readonly string[];
  readonly methods: readonly string[];
  readonly origins: readonly string[];
  readonly expose: readonly string[];
  readonly maxAgeSeconds?: number;
  readonly override: boolean;
}

/**
 * Changes the headers of an answer as the policy says: removal first, then CORS, security and custom headers.
 *
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html
 */
export function applyResponseHeaders(
  policy: ResponseHeadersPolicy,
  request: HttpRequest,
  fields: HeaderFields,
): void {
  for (const name of policy.remove) fields.delete(name);
  const cors = policy.cors === undefined ? [] : corsHeaders(policy.cors, request);
  for (const { name, value, override } of [...cors, ...policy.headers]) {
    if (override || !fields.has(name)) fields.set(name, value);
  }
}

function corsHeaders(cors: CorsSettings, request: HttpRequest): AddedHeader[] {
  const origin = request.header('origin');
  if (origin === undefined || !cors.origins.some((pattern) => matchesOrigin(pattern, origin))) return [];
  const anyOrigin = cors.origins.includes('*') && !cors.credentials;
  const isPreflight =
    request.method === 'OPTIONS' && request.header('access-control-request-method') !== undefined;
  const headers: [name: string, value: string][] = [
    ['Access-Control-Allow-Origin', anyOrigin ? '*' : origin],
    ...(anyOrigin ? [] : [['Vary', 'Origin'] as [string, string]]),
    ...(cors.credentials ? [['Access-Control-Allow-Credentials', 'true'] as [string, string]] : []),
  ];
  if (isPreflight) {
    headers.push(['Access-Control-Allow-Methods', cors.methods.join(', ')]);
    if (cors.headers.length > 0) headers.push(['Access-Control-Allow-Headers', cors.headers.join(', ')]);
    if (cors.maxAgeSeconds !== undefined)
      headers.push(['Access-Control-Max-Age', String(cors.maxAgeSeconds)]);
  } else if (cors.expose.length > 0) headers.push(['Access-Control-Expose-Headers', cors.expose.join(', ')]);
  return headers.map(([name, value]) => ({ name, value, override: cors.override }));
}

/** `*`, an origin, or one whose host begins with `*.`; with or without its scheme. */
function matchesOrigin(pattern: string, origin: string): boolean {
  if (pattern === '*') return true;
  const wanted = pattern.includes('://') ? pattern : `${origin.split('://')[0]}://${pattern}`;
  const [before = '', after] = wanted.split('*');
  if (after === undefined) return wanted === origin;
  return origin.length > before.length + after.length && origin.startsWith(before) && origin.endsWith(after);
}
