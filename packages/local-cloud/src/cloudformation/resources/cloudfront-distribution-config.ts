import type {
  CacheBehavior,
  CustomErrorResponse,
  DistributionConfig,
  Origin,
  PathBehavior,
} from '../../cloudfront/distribution.ts';
import type { ForwardingPolicy } from '../../cloudfront/forwarding-policy.ts';
import { bucketOfDomain } from '../../cloudfront/s3-origin.ts';
import { ALL, NONE, these } from '../../cloudfront/selection.ts';
import { flagOf, listOf, objectOf, textOf, textsOf } from './property-values.ts';

/** Reads a `DistributionConfig` that was checked. */
export function readDistributionConfig(value: unknown, urlSuffix: string): DistributionConfig {
  const config = objectOf(value);
  return {
    enabled: flagOf(config.Enabled),
    defaultRootObject: String(config.DefaultRootObject ?? '').replace(/^\//, ''),
    origins: listOf(config.Origins).map((origin) => readOrigin(origin, urlSuffix)),
    defaultBehavior: readBehavior(config.DefaultCacheBehavior),
    behaviors: listOf(config.CacheBehaviors).map(
      (behavior): PathBehavior => ({
        ...readBehavior(behavior),
        pathPattern: String(objectOf(behavior).PathPattern ?? ''),
      }),
    ),
    errorResponses: listOf(config.CustomErrorResponses).map(readErrorResponse),
  };
}

function readOrigin(value: unknown, urlSuffix: string): Origin {
  const origin = objectOf(value);
  const domainName = String(origin.DomainName ?? '');
  const accessControlId = textOf(origin.OriginAccessControlId);
  const isBucket = bucketOfDomain(domainName, urlSuffix) !== undefined;
  return {
    id: String(origin.Id ?? ''),
    domainName,
    path: String(origin.OriginPath ?? '').replace(/\/$/, ''),
    headers: listOf(origin.OriginCustomHeaders).map((header) => {
      const { HeaderName, HeaderValue } = objectOf(header);
      return [String(HeaderName ?? ''), String(HeaderValue ?? '')] as const;
    }),
    kind: isBucket && origin.CustomOriginConfig === undefined ? 's3' : 'custom',
    ...(accessControlId === undefined || accessControlId === '' ? {} : { accessControlId }),
  };
}

function readBehavior(value: unknown): CacheBehavior {
  const behavior = objectOf(value);
  const functions = listOf(behavior.FunctionAssociations).map(objectOf);
  const functionOf = (event: string): string | undefined =>
    textOf(functions.find(({ EventType }) => EventType === event)?.FunctionARN);
  const methods = textsOf(behavior.AllowedMethods);
  return {
    originId: String(behavior.TargetOriginId ?? ''),
    allowedMethods: methods.length === 0 ? ['GET', 'HEAD'] : methods,
    compress: flagOf(behavior.Compress),
    ...given('cachePolicyId', textOf(behavior.CachePolicyId)),
    ...given('originRequestPolicyId', textOf(behavior.OriginRequestPolicyId)),
    ...given('responseHeadersPolicyId', textOf(behavior.ResponseHeadersPolicyId)),
    ...given('viewerRequestFunctionArn', functionOf('viewer-request')),
    ...given('viewerResponseFunctionArn', functionOf('viewer-response')),
    ...given('forwardedValues', readForwardedValues(behavior.ForwardedValues)),
  };
}

/** The older form, which knows gzip only. */
function readForwardedValues(value: unknown): ForwardingPolicy | undefined {
  if (value === undefined) return undefined;
  const { QueryString, QueryStringCacheKeys, Cookies, Headers } = objectOf(value);
  const { Forward, WhitelistedNames } = objectOf(Cookies);
  const headers = textsOf(Headers).map((name) => name.toLowerCase());
  const parameters = textsOf(QueryStringCacheKeys);
  return {
    headers: headers.includes('*') ? ALL : these(...headers),
    cookies: Forward === 'all' ? ALL : these(...textsOf(WhitelistedNames)),
    query: !flagOf(QueryString) ? NONE : parameters.length === 0 ? ALL : these(...parameters),
    gzip: true,
    brotli: false,
  };
}

function readErrorResponse(value: unknown): CustomErrorResponse {
  const { ErrorCode, ResponsePagePath, ResponseCode } = objectOf(value);
  const code = Number(ResponseCode ?? 0);
  return {
    errorCode: Number(ErrorCode),
    ...given('pagePath', ResponsePagePath === '' ? undefined : textOf(ResponsePagePath)),
    ...(code === 0 ? {} : { responseCode: code }),
  };
}

function given<Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): { readonly [name in Name]?: Value } {
  return value === undefined ? {} : ({ [name]: value } as { readonly [name in Name]: Value });
}
