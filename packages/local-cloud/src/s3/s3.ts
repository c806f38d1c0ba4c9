import { join } from 'node:path';
import { AwsError } from '../aws/aws-error.ts';
import type { AwsService, Caller } from '../aws/aws-service.ts';
import type { CloudPart, PartContext } from '../aws/cloud-part.ts';
import type { LocalAddress } from '../cloudformation/local-addresses.ts';
import { cdkBucketDeploymentProvider } from '../cloudformation/resources/cdk-bucket-deployment.ts';
import { s3AutoDeleteObjectsProvider } from '../cloudformation/resources/s3-auto-delete-objects.ts';
import { s3BucketProvider } from '../cloudformation/resources/s3-bucket.ts';
import { s3BucketNotificationsProvider } from '../cloudformation/resources/s3-bucket-notifications.ts';
import { s3BucketPolicyProvider } from '../cloudformation/resources/s3-bucket-policy.ts';
import { hostName } from '../front-door/host-check.ts';
import type { HttpRequest, HttpResponse } from '../front-door/http.ts';
import type { StreamAuthenticator } from '../iam/request-authenticator.ts';
import { SignatureFailure } from '../iam/sigv4/signature-failure.ts';
import { isS3Host, readAddress } from './address.ts';
import { authorizing, bucketPolicies } from './authorization.ts';
import { BucketStore } from './bucket-store.ts';
import { ContentFiles } from './content/content-files.ts';
import { crossOriginHeaders, preflight } from './cors.ts';
import { headersOfQuery } from './header-value.ts';
import { ObjectIndex } from './index/object-index.ts';
import { expireAll, expireRegularly } from './lifecycle/expire.ts';
import { s3Address } from './local-address.ts';
import { announcer, type NotificationTargets } from './notifications/announce.ts';
import { type ObjectBrowser, objectBrowser } from './object-browser.ts';
import { type ObjectReader, objectReader } from './object-reader.ts';
import { openPayload } from './payload/payload.ts';
import { routeOf } from './routes.ts';
import type { S3Call, S3State } from './s3-call.ts';
import { serveWebsite, type WebsiteNeeds } from './website/serve-website.ts';
import { bucketOfWebsiteHost, websiteAddress } from './website/website-host.ts';
import { bareFailure, failure, withIds, withRequestId } from './wire.ts';

export interface S3Options {
  /** The contents of objects are kept in a folder of their own below it. */
  readonly dataDirectory: string;
  readonly streams: StreamAuthenticator;
  /** The directory or file of an asset that is deployed. */
  locateAsset(bucket: string, key: string): string | undefined;
  readonly localAddress: LocalAddress;
  readonly notifications: NotificationTargets;
}

export interface S3Part extends CloudPart {
  readonly objects: ObjectReader;
  readonly browser: ObjectBrowser;
  /** Removes now what the buckets' lifecycle rules let go; otherwise done every hour. */
  expire(): Promise<void>;
  /** Answers another part of the cloud, which asks as `caller`; as nobody when that is undefined. */
  answer(request: HttpRequest, place: ObjectPlace, caller: Caller | undefined): Promise<HttpResponse>;
}

/** Names an object; `key` is decoded, and empty where the bucket is meant. */
export interface ObjectPlace {
  readonly bucket: string;
  readonly key: string;
}

/** S3: buckets and objects. Bodies go to and from the disk as streams. */
export async function createS3(context: PartContext, options: S3Options): Promise<S3Part> {
  const { account, sources, journal, origin, store } = context;
  const entries = store.namespace('index');
  const files = await ContentFiles.open(join(options.dataDirectory, 'objects'), sources, (id) =>
    ObjectIndex.knows(entries, id),
  );
  const index = new ObjectIndex(entries, files);
  const buckets = await BucketStore.open(store.namespace('buckets'), sources, index);
  const state: S3State = {
    account,
    sources,
    buckets,
    index,
    files,
    origin,
    announce: announcer(context, options.notifications),
    allows: options.notifications.allows,
  };
  const policies = bucketPolicies(account);
  const isBucket = (name: string): boolean => buckets.find(name) !== undefined;

  async function handle({ request }: { readonly request: HttpRequest }): Promise<HttpResponse> {
    try {
      const site = bucketOfWebsiteHost(account, hostName(request.header('host')));
      if (site !== undefined) return withIds(await serveWebsite(websites, request, site), request);
      const address = readAddress(request, isBucket);
      const bucket = buckets.find(address.bucket);
      if (request.method === 'OPTIONS') return withRequestId(preflight(request, bucket), request);
      const answer = await answerOf(request, address).catch((error: unknown) => explained(request, error));
      const headers = { ...answer.headers, ...crossOriginHeaders(request, bucket) };
      return withRequestId({ ...answer, headers }, request);
    } finally {
      // What nobody has read must not hold up the next request of the connection.
      request.stream.resume();
    }
  }

  async function answerOf(received: HttpRequest, place: ObjectPlace): Promise<HttpResponse> {
    const { query } = received;
    const signed = isSigned(received, query) ? options.streams.head(received, 's3') : undefined;
    const request = signed === undefined ? received : received.with(headersOfQuery(query));
    return perform(request, place, signed?.caller, signed);
  }

  function perform(
    request: HttpRequest,
    place: ObjectPlace,
    caller: Caller | undefined,
    signed?: ReturnType<StreamAuthenticator['head']>,
  ): Promise<HttpResponse> {
    const call = callOf(request, place, caller, signed);
    return routeOf(request, call.query, place)(call);
  }

  function callOf(
    request: HttpRequest,
    place: ObjectPlace,
    caller: Caller | undefined,
    signed?: ReturnType<StreamAuthenticator['head']>,
  ): S3Call {
    return {
      ...state,
      request,
      query: request.query,
      caller,
      bucketName: place.bucket,
      key: place.key,
      authorize: authorizing({ account, journal, policies, now: sources.now }, request, caller),
      payload: (most, how) => openPayload(request, signed, most, how),
      signedBy: (policy) => callOf(request, place, options.streams.policy(request, policy, 's3'), signed),
    };
  }

  const websites: WebsiteNeeds = {
    state,
    localAddress: options.localAddress,
    callOf: (request, place) => callOf(request, place, undefined),
  };

  /** A refusal in S3's form, with what browsers need to read it. */
  function explained(request: HttpRequest, error: unknown): HttpResponse {
    if (error instanceof AwsError) return failure(error, request);
    if (!(error instanceof SignatureFailure)) throw error;
    try {
      return options.streams.explain(request, 's3', () => {
        throw error;
      });
    } catch (refusal) {
      if (refusal instanceof AwsError) return failure(refusal, request);
      throw refusal;
    }
  }

  const service: AwsService = {
    signingName: 's3',
    isPublic: () => true,
    streamsBodies: true,
    owns: (place) =>
      'host' in place
        ? isS3Host(place.host) ||
          bucketOfWebsiteHost(account, place.host) !== undefined ||
          isBucket(/^([a-z0-9-]+)\.localhost$/.exec(place.host)?.[1] ?? '')
        : isBucket(place.path.split('/')[1] ?? ''),
    handle,
    failure,
  };
  const stopExpiring = expireRegularly(state);
  return {
    services: [service],
    providers: [
      s3BucketProvider(state),
      s3BucketPolicyProvider(state),
      s3AutoDeleteObjectsProvider(state),
      s3BucketNotificationsProvider(state),
      cdkBucketDeploymentProvider(state, options),
    ],
    localAddress: (url) => websiteAddress(account, origin, url) ?? s3Address(account, origin, url),
    objects: objectReader(state),
    browser: objectBrowser(state),
    expire: () => expireAll(state),
    async answer(request, place, caller) {
      const answer = await perform(request, place, caller).catch((error: unknown) => {
        if (error instanceof AwsError) return bareFailure(error, request);
        throw error;
      });
      return withIds(answer, request);
    },
    close: stopExpiring,
  };
}

function isSigned(request: HttpRequest, query: URLSearchParams): boolean {
  return (
    request.header('authorization') !== undefined ||
    query.has('X-Amz-Signature') ||
    query.has('X-Amz-Algorithm')
  );
}
