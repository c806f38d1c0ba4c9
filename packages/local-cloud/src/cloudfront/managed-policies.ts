import { type ForwardingPolicy, NOTHING_FORWARDED } from './forwarding-policy.ts';
import type { ResponseHeadersPolicy } from './response-headers-policy.ts';
import { ALL, allBut, these } from './selection.ts';

const OVERRIDDEN_METHOD = ['x-http-method-override', 'x-http-method', 'x-method-override'];
const COMPRESSED = { gzip: true, brotli: true };

/**
 * AWS's own cache policies by their ids. How long something is kept is left out: nothing is kept here.
 *
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html
 */
export const MANAGED_CACHE_POLICIES: Readonly<Record<string, ForwardingPolicy>> = {
  /** Amplify */
  '2e54312d-136d-493c-8eb9-b001f22f67d2': {
    headers: these('authorization', 'cloudfront-viewer-country', 'host'),
    cookies: ALL,
    query: ALL,
    ...COMPRESSED,
  },
  /** CachingDisabled */
  '4135ea2d-6df8-44a3-9df3-4b5a84be39ad': NOTHING_FORWARDED,
  /** CachingOptimized */
  '658327ea-f89d-4fab-a63d-7e88639e58f6': { ...NOTHING_FORWARDED, ...COMPRESSED },
  /** CachingOptimizedForUncompressedObjects */
  'b2884449-e4de-46a7-ac36-70bc7f1ddd6d': NOTHING_FORWARDED,
  /** UseOriginCacheControlHeaders */
  '83da9c7e-98b4-4e11-a168-04f0df8e2c65': {
    ...NOTHING_FORWARDED,
    headers: these('host', 'origin', ...OVERRIDDEN_METHOD),
    cookies: ALL,
    ...COMPRESSED,
  },
  /** UseOriginCacheControlHeaders-QueryStrings */
  '4cc15a8a-d715-48a4-82b8-cc0b614638fe': {
    headers: these('host', 'origin', ...OVERRIDDEN_METHOD),
    cookies: ALL,
    query: ALL,
    ...COMPRESSED,
  },
};

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html */
export const MANAGED_ORIGIN_REQUEST_POLICIES: Readonly<Record<string, ForwardingPolicy>> = {
  /** AllViewer */
  '216adef6-5c7f-47e4-b989-5492eafa07d3': { ...NOTHING_FORWARDED, headers: ALL, cookies: ALL, query: ALL },
  /** AllViewerExceptHostHeader */
  'b689b0a8-53d0-40ab-baf2-68738e2966ac': {
    ...NOTHING_FORWARDED,
    headers: allBut('host'),
    cookies: ALL,
    query: ALL,
  },
  /** CORS-CustomOrigin */
  '59781a5b-3903-41f3-afcb-af62929ccde1': { ...NOTHING_FORWARDED, headers: these('origin') },
  /** CORS-S3Origin */
  '88a5eaf4-2fd4-4709-b370-b4c650ea3fcf': {
    ...NOTHING_FORWARDED,
    headers: these('origin', 'access-control-request-headers', 'access-control-request-method'),
  },
  /** HostHeaderOnly */
  'bf0718e1-ba1e-49d1-88b1-f726733018ae': { ...NOTHING_FORWARDED, headers: these('host') },
  /** UserAgentRefererHeaders */
  'acba4595-bd28-49b8-b9fe-13317c0390fa': { ...NOTHING_FORWARDED, headers: these('user-agent', 'referer') },
};

const SIMPLE_CORS = {
  credentials: false,
  headers: [],
  methods: ['GET', 'HEAD'],
  origins: ['*'],
  expose: [],
  override: false,
};
const PREFLIGHT_CORS = {
  ...SIMPLE_CORS,
  methods: ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'],
  expose: ['*'],
};
const SECURITY = [
  ['Referrer-Policy', 'strict-origin-when-cross-origin', false],
  ['Strict-Transport-Security', 'max-age=31536000', false],
  ['X-Content-Type-Options', 'nosniff', true],
  ['X-Frame-Options', 'SAMEORIGIN', false],
  ['X-XSS-Protection', '1; mode=block', false],
] as const;
const SECURITY_HEADERS = SECURITY.map(([name, value, override]) => ({ name, value, override }));

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-response-headers-policies.html */
export const MANAGED_RESPONSE_HEADERS_POLICIES: Readonly<Record<string, ResponseHeadersPolicy>> = {
  /** SimpleCORS */
  '60669652-455b-4ae9-85a4-c4c02393f86c': { cors: SIMPLE_CORS, headers: [], remove: [] },
  /** CORS-With-Preflight */
  '5cc3b908-e619-4b99-88e5-2cf7f45965bd': { cors: PREFLIGHT_CORS, headers: [], remove: [] },
  /** SecurityHeadersPolicy */
  '67f7725c-6f97-4210-82d7-5512b31e9d03': { headers: SECURITY_HEADERS, remove: [] },
  /** CORS-and-SecurityHeadersPolicy */
  'e61eb60c-9c35-4d20-a928-2b84e02af89c': { cors: SIMPLE_CORS, headers: SECURITY_HEADERS, remove: [] },
  /** CORS-with-preflight-and-SecurityHeadersPolicy */
  'eaab4381-ed33-4a86-88ca-d9558dc6cd63': { cors: PREFLIGHT_CORS, headers: SECURITY_HEADERS, remove: [] },
};
