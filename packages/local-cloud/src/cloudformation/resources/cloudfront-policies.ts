import type { CloudFrontState } from '../../cloudfront/cloudfront-state.ts';
import type { Kept, KeptPolicy } from '../../cloudfront/cloudfront-store.ts';
import { type ForwardingPolicy, NOTHING_FORWARDED } from '../../cloudfront/forwarding-policy.ts';
import { ALL, allBut, NONE, type Selection, these } from '../../cloudfront/selection.ts';
import type { Json, JsonObject, ResourceProvider, ResourceState } from '../resource-provider.ts';
import { readResponseHeadersPolicy } from './cloudfront-response-headers.ts';
import { flagOf, objectOf, onlyMembers, textsOf } from './property-values.ts';

/** AWS::CloudFront::CachePolicy, OriginRequestPolicy and ResponseHeadersPolicy */
export function cloudfrontPolicyProviders({ sources, store }: CloudFrontState): ResourceProvider[] {
  const provider = <Policy>(
    kind: 'CachePolicy' | 'OriginRequestPolicy' | 'ResponseHeadersPolicy',
    kept: Kept<KeptPolicy<Policy>>,
    read: (config: Json | undefined, path: string) => Policy,
  ): ResourceProvider => {
    const member = `${kind}Config`;
    const save = async (
      id: string,
      creationToken: string,
      properties: JsonObject,
    ): Promise<ResourceState> => {
      await kept.put(id, { id, creationToken, policy: read(properties[member], member) });
      return { physicalId: id, attributes: { Id: id } };
    };
    return {
      type: `AWS::CloudFront::${kind}`,
      properties: { [member]: 'supported' },
      check: (properties) => void read(properties[member], member),
      async create({ properties, creationToken }) {
        const known = kept.list().find((one) => one.creationToken === creationToken);
        return save(known?.id ?? sources.uuid(), creationToken, properties);
      },
      async update({ properties }, { physicalId }) {
        const known = kept.get(physicalId);
        return known === undefined ? 'replace' : save(physicalId, known.creationToken, properties);
      },
      delete: async ({ physicalId }) => kept.delete(physicalId),
    };
  };
  return [
    provider('CachePolicy', store.cachePolicies, readCachePolicy),
    provider('OriginRequestPolicy', store.originRequestPolicies, readOriginRequestPolicy),
    provider('ResponseHeadersPolicy', store.responseHeadersPolicies, readResponseHeadersPolicy),
  ];
}

function readCachePolicy(config: Json | undefined, path: string): ForwardingPolicy {
  onlyMembers(config, path, [
    'Comment',
    'DefaultTTL',
    'MaxTTL',
    'MinTTL',
    'Name',
    'ParametersInCacheKeyAndForwardedToOrigin',
  ]);
  const parameters = objectOf(objectOf(config).ParametersInCacheKeyAndForwardedToOrigin);
  return {
    ...readSelections(parameters),
    gzip: flagOf(parameters.EnableAcceptEncodingGzip),
    brotli: flagOf(parameters.EnableAcceptEncodingBrotli),
  };
}

function readOriginRequestPolicy(config: Json | undefined, path: string): ForwardingPolicy {
  onlyMembers(config, path, ['Comment', 'CookiesConfig', 'HeadersConfig', 'Name', 'QueryStringsConfig']);
  return { ...NOTHING_FORWARDED, ...readSelections(objectOf(config)) };
}

function readSelections(
  given: Readonly<Record<string, unknown>>,
): Pick<ForwardingPolicy, 'headers' | 'cookies' | 'query'> {
  const headers = objectOf(given.HeadersConfig);
  const cookies = objectOf(given.CookiesConfig);
  const query = objectOf(given.QueryStringsConfig);
  return {
    headers: selection(
      headers.HeaderBehavior,
      textsOf(headers.Headers).map((name) => name.toLowerCase()),
    ),
    cookies: selection(cookies.CookieBehavior, textsOf(cookies.Cookies)),
    query: selection(query.QueryStringBehavior, textsOf(query.QueryStrings)),
  };
}

function selection(behavior: unknown, names: readonly string[]): Selection {
  switch (behavior) {
    case 'whitelist':
      return these(...names);
    case 'allExcept':
      return allBut(...names);
    case 'all':
    case 'allViewer':
    case 'allViewerAndWhitelistCloudFront':
      return ALL;
    default:
      return NONE;
  }
}
