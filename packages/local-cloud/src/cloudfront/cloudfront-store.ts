import { type Account, globalArn } from '../aws/account.ts';
import { AwsError } from '../aws/aws-error.ts';
import { jsonCollection } from '../store/json-collection.ts';
import type { OrderedStore } from '../store/ordered-store.ts';
import type { Distribution, EdgeFunction, OriginAccessControl } from './distribution.ts';
import type { ForwardingPolicy } from './forwarding-policy.ts';
import {
  MANAGED_CACHE_POLICIES,
  MANAGED_ORIGIN_REQUEST_POLICIES,
  MANAGED_RESPONSE_HEADERS_POLICIES,
} from './managed-policies.ts';
import type { ResponseHeadersPolicy } from './response-headers-policy.ts';

/** What is kept of one kind, all of it in memory; a change is durable before it is seen. */
export interface Kept<Thing> {
  get(id: string): Thing | undefined;
  list(): Thing[];
  put(id: string, thing: Thing): Promise<void>;
  delete(id: string): Promise<void>;
}

/** A policy with the token of its creation. */
export interface KeptPolicy<Policy> {
  readonly id: string;
  readonly creationToken: string;
  readonly policy: Policy;
}

/** Everything that there is of CloudFront. */
export interface CloudFrontStore {
  readonly distributions: Kept<Distribution>;
  readonly functions: Kept<EdgeFunction>;
  readonly accessControls: Kept<OriginAccessControl>;
  readonly cachePolicies: Kept<KeptPolicy<ForwardingPolicy>>;
  readonly originRequestPolicies: Kept<KeptPolicy<ForwardingPolicy>>;
  readonly responseHeadersPolicies: Kept<KeptPolicy<ResponseHeadersPolicy>>;
}

export async function openCloudFrontStore(store: OrderedStore): Promise<CloudFrontStore> {
  return {
    distributions: await openKept(store.namespace('distributions')),
    functions: await openKept(store.namespace('functions')),
    accessControls: await openKept(store.namespace('access-controls')),
    cachePolicies: await openKept(store.namespace('cache-policies')),
    originRequestPolicies: await openKept(store.namespace('origin-request-policies')),
    responseHeadersPolicies: await openKept(store.namespace('response-headers-policies')),
  };
}

async function openKept<Thing>(store: OrderedStore): Promise<Kept<Thing>> {
  const collection = jsonCollection<Thing>(store);
  const things = new Map<string, Thing>();
  for await (const [id, thing] of collection.list()) things.set(id, thing);
  return {
    get: (id) => things.get(id),
    list: () => [...things.values()],
    async put(id, thing) {
      await collection.put(id, thing);
      things.set(id, thing);
    },
    async delete(id) {
      await collection.delete(id);
      things.delete(id);
    },
  };
}

export function distributionArn(account: Account, id: string): string {
  return globalArn(account, 'cloudfront', `distribution/${id}`);
}

export function functionArn(account: Account, name: string): string {
  return globalArn(account, 'cloudfront', `function/${name}`);
}

/** The function of that ARN. Throws AwsError `NoSuchFunctionExists`. */
export function requireFunction({ functions }: CloudFrontStore, arn: string): EdgeFunction {
  const found = functions.get(arn.slice(arn.lastIndexOf('/') + 1));
  if (found === undefined) {
    throw new AwsError('NoSuchFunctionExists', `The specified function does not exist: ${arn}`, 404);
  }
  return found;
}

/** Throws AwsError `NoSuchCachePolicy`. */
export function requireCachePolicy({ cachePolicies }: CloudFrontStore, id: string): ForwardingPolicy {
  return required(MANAGED_CACHE_POLICIES, cachePolicies, id, 'NoSuchCachePolicy', 'cache policy');
}

/** Throws AwsError `NoSuchOriginRequestPolicy`. */
export function requireOriginRequestPolicy(
  { originRequestPolicies }: CloudFrontStore,
  id: string,
): ForwardingPolicy {
  return required(
    MANAGED_ORIGIN_REQUEST_POLICIES,
    originRequestPolicies,
    id,
    'NoSuchOriginRequestPolicy',
    'origin request policy',
  );
}

/** Throws AwsError `NoSuchResponseHeadersPolicy`. */
export function requireResponseHeadersPolicy(
  { responseHeadersPolicies }: CloudFrontStore,
  id: string,
): ResponseHeadersPolicy {
  return required(
    MANAGED_RESPONSE_HEADERS_POLICIES,
    responseHeadersPolicies,
    id,
    'NoSuchResponseHeadersPolicy',
    'response headers policy',
  );
}

function required<Policy>(
  managed: Readonly<Record<string, Policy>>,
  own: Kept<KeptPolicy<Policy>>,
  id: string,
  code: string,
  what: string,
): Policy {
  const found = Object.hasOwn(managed, id) ? managed[id] : own.get(id)?.policy;
  if (found === undefined) throw new AwsError(code, `The specified ${what} does not exist: ${id}`, 404);
  return found;
}
