import type {
  AddedHeader,
  CorsSettings,
  ResponseHeadersPolicy,
} from '../../cloudfront/response-headers-policy.ts';
import type { Json } from '../resource-provider.ts';
import { flagOf, listOf, objectOf, onlyMembers, textsOf } from './property-values.ts';

type Given = Readonly<Record<string, unknown>>;

/** Reads a `ResponseHeadersPolicyConfig`. Throws UnsupportedPropertyError. */
export function readResponseHeadersPolicy(value: Json | undefined, path: string): ResponseHeadersPolicy {
  onlyMembers(value, path, [
    'Comment',
    'CorsConfig',
    'CustomHeadersConfig',
    'Name',
    'RemoveHeadersConfig',
    'SecurityHeadersConfig',
    'ServerTimingHeadersConfig',
  ]);
  const config = objectOf(value);
  const custom = listOf(objectOf(config.CustomHeadersConfig).Items).map((item): AddedHeader => {
    const { Header, Value, Override } = objectOf(item);
    return { name: String(Header ?? ''), value: String(Value ?? ''), override: flagOf(Override) };
  });
  return {
    ...(config.CorsConfig === undefined ? {} : { cors: readCors(objectOf(config.CorsConfig)) }),
    headers: [
      ...readSecurityHeaders(config.SecurityHeadersConfig, `${path}.SecurityHeadersConfig`),
      ...custom,
    ],
    remove: listOf(objectOf(config.RemoveHeadersConfig).Items).map((item) =>
      String(objectOf(item).Header ?? ''),
    ),
  };
}

/** The text of a security header from its settings, by its name in the configuration. */
const SECURITY_HEADERS: Readonly<Record<string, readonly [name: string, text: (given: Given) => string]>> = {
  ContentSecurityPolicy: ['Content-Security-Policy', (given) => String(given.ContentSecurityPolicy ?? '')],
  ContentTypeOptions: ['X-Content-Type-Options', () => 'nosniff'],
  FrameOptions: ['X-Frame-Options', (given) => String(given.FrameOption ?? '')],
  ReferrerPolicy: ['Referrer-Policy', (given) => String(given.ReferrerPolicy ?? '')],
  StrictTransportSecurity: [
    'Strict-Transport-Security',
    (given) =>
      [
        `max-age=${given.AccessControlMaxAgeSec}`,
        ...(flagOf(given.IncludeSubdomains) ? ['includeSubDomains'] : []),
        ...(flagOf(given.Preload) ? ['preload'] : []),
      ].join('; '),
  ],
  XSSProtection: [
    'X-XSS-Protection',
    (given) =>
      [
        flagOf(given.Protection) ? '1' : '0',
        ...(flagOf(given.ModeBlock) ? ['mode=block'] : []),
        ...(given.ReportUri === undefined ? [] : [`report=${given.ReportUri}`]),
      ].join('; '),
  ],
};

function readSecurityHeaders(value: unknown, path: string): AddedHeader[] {
  onlyMembers(value, path, Object.keys(SECURITY_HEADERS));
  return Object.entries(objectOf(value)).flatMap(([member, settings]) => {
    const [name, text] = SECURITY_HEADERS[member] ?? [];
    const given = objectOf(settings);
    return name === undefined || text === undefined
      ? []
      : [{ name, value: text(given), override: flagOf(given.Override) }];
  });
}

function readCors(given: Given): CorsSettings {
  const items = (member: string): string[] => textsOf(objectOf(given[member]).Items);
  const methods = items('AccessControlAllowMethods');
  return {
    credentials: flagOf(given.AccessControlAllowCredentials),
    headers: items('AccessControlAllowHeaders'),
    methods: methods.includes('ALL') ? ['GET', 'HEAD', 'PUT', 'POST', 'PATCH', 'DELETE', 'OPTIONS'] : methods,
    origins: items('AccessControlAllowOrigins'),
    expose: items('AccessControlExposeHeaders'),
    ...(given.AccessControlMaxAgeSec === undefined
      ? {}
      : { maxAgeSeconds: Number(given.AccessControlMaxAgeSec) }),
    override: flagOf(given.OriginOverride),
  };
}
