import { Readable } from 'node:stream';
import { AwsError } from '../aws/aws-error.ts';
import type { HttpRequest, HttpResponse } from '../front-door/http.ts';
import {
  type CloudFrontStore,
  requireCachePolicy,
  requireOriginRequestPolicy,
  requireResponseHeadersPolicy,
} from './cloudfront-store.ts';
import { acceptedEncoding, compressed, isCompressible } from './compression.ts';
import type { CacheBehavior, Distribution, Origin } from './distribution.ts';
import { EDGE_ERRORS, type EdgeError, errorPage } from './error-page.ts';
import type { ForwardingPolicy } from './forwarding-policy.ts';
import { HeaderFields } from './header-fields.ts';
import { type OriginRequest, originRequest } from './origin-request.ts';
import { behaviorOf } from './path-pattern.ts';
import { applyResponseHeaders } from './response-headers-policy.ts';
import { EdgeFailure, type ViewerFunctions } from './viewer-functions.ts';

export interface ServingNeeds {
  readonly store: CloudFrontStore;
  readonly functions: ViewerFunctions;
  /** Asks an origin. Throws AwsError when it cannot be asked at all. */
  ask(
    viewer: HttpRequest,
    distribution: Distribution,
    origin: Origin,
    asked: OriginRequest,
  ): Promise<HttpResponse>;
}

const LONGEST_URI = 8192;
const HOP_HEADERS = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'trailer',
  'transfer-encoding',
  'upgrade',
];

/**
 * Answers a viewer as the distribution does: the behavior of the path decides about methods, functions, origin and
 * headers. Nothing is cached, so every answer is as fresh as the origin's.
 */
export async function serveDistribution(
  needs: ServingNeeds,
  distribution: Distribution,
  viewer: HttpRequest,
): Promise<HttpResponse> {
  const { config } = distribution;
  const behavior = behaviorOf(config, viewer.rawPath);
  const refusal = refusalOf(distribution, behavior, viewer);
  if (refusal !== undefined) return finished(needs, behavior, viewer, errorPage(refusal, viewer.id));
  try {
    const asked = await needs.functions.onRequest(distribution, behavior, viewer);
    if ('status' in asked) return finished(needs, behavior, viewer, asked, 'FunctionGeneratedResponse');
    const request = withRootObject(asked, config.defaultRootObject);
    const answer = await ask(needs, distribution, behavior, request);
    const shown = await withErrorResponse(needs, distribution, answer, request);
    return await finished(needs, behavior, viewer, shown, undefined, (status, fields) =>
      answer.status >= 400
        ? Promise.resolve(status)
        : needs.functions.onResponse(distribution, behavior, request, status, fields),
    );
  } catch (error) {
    if (!(error instanceof EdgeFailure)) throw error;
    const page = errorPage(error.edge, viewer.id);
    return finished(needs, behavior, viewer, page, error.cacheResult);
  }
}

function refusalOf(
  { config }: Distribution,
  behavior: CacheBehavior,
  { method, rawPath, rawQuery }: HttpRequest,
): EdgeError | undefined {
  if (!config.enabled) return EDGE_ERRORS.disabled;
  if (rawPath.length + rawQuery.length > LONGEST_URI) return EDGE_ERRORS.uriTooLong;
  return behavior.allowedMethods.includes(method) ? undefined : EDGE_ERRORS.badMethod;
}

function withRootObject(request: HttpRequest, rootObject: string): HttpRequest {
  return request.rawPath === '/' && rootObject !== '' ? request.at(`/${rootObject}`) : request;
}

async function ask(
  { ask: askOrigin, store }: ServingNeeds,
  distribution: Distribution,
  behavior: CacheBehavior,
  request: HttpRequest,
): Promise<HttpResponse> {
  const origin = distribution.config.origins.find(({ id }) => id === behavior.originId);
  if (origin === undefined) return errorPage(EDGE_ERRORS.originUnreachable, request.id);
  try {
    const asked = originRequest(request, origin, forwardingOf(store, behavior));
    return await askOrigin(request, distribution, origin, asked);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return errorPage(
      error.code === 'InvalidURI' ? EDGE_ERRORS.badRequest : EDGE_ERRORS.originUnreachable,
      request.id,
    );
  }
}

function forwardingOf(
  store: CloudFrontStore,
  { cachePolicyId, originRequestPolicyId, forwardedValues }: CacheBehavior,
): ForwardingPolicy[] {
  return [
    ...(cachePolicyId === undefined ? [] : [requireCachePolicy(store, cachePolicyId)]),
    ...(originRequestPolicyId === undefined
      ? []
      : [requireOriginRequestPolicy(store, originRequestPolicyId)]),
    ...(forwardedValues === undefined ? [] : [forwardedValues]),
  ];
}

/** The page that stands for an error of the origin; the error itself where the page cannot be had. */
async function withErrorResponse(
  needs: ServingNeeds,
  distribution: Distribution,
  answer: HttpResponse,
  request: HttpRequest,
): Promise<HttpResponse> {
  const { errorResponses } = distribution.config;
  const custom = errorResponses.find(({ errorCode }) => errorCode === answer.status);
  if (custom?.pagePath === undefined) return answer;
  const page = request.rewritten({
    method: request.method === 'HEAD' ? 'HEAD' : 'GET',
    target: custom.pagePath,
    headers: request.headers.filter(
      ([name]) => !/^(?:if-.*|range|content-.*|transfer-encoding)$/i.test(name),
    ),
    stream: Readable.from([]),
  });
  const found = await ask(needs, distribution, behaviorOf(distribution.config, page.rawPath), page);
  if (found.status !== 200) {
    discard(found.body);
    return answer;
  }
  discard(answer.body);
  return { ...found, status: custom.responseCode ?? answer.status };
}

function discard(body: HttpResponse['body']): void {
  if (body instanceof Readable) body.destroy();
}

/** What the viewer gets of an answer: with the policy's headers, changed by the function, compressed, and signed by CloudFront. */
async function finished(
  { store }: ServingNeeds,
  behavior: CacheBehavior,
  viewer: HttpRequest,
  answer: HttpResponse,
  cacheResult?: string,
  change: (status: number, fields: HeaderFields) => Promise<number> = async (status) => status,
): Promise<HttpResponse> {
  const fields = new HeaderFields(answer.headers);
  for (const name of HOP_HEADERS) fields.delete(name);
  const { responseHeadersPolicyId, cachePolicyId, forwardedValues, compress } = behavior;
  if (responseHeadersPolicyId !== undefined) {
    applyResponseHeaders(requireResponseHeadersPolicy(store, responseHeadersPolicyId), viewer, fields);
  }
  const status = await change(answer.status, fields);
  const offers = cachePolicyId === undefined ? forwardedValues : requireCachePolicy(store, cachePolicyId);
  let { body } = answer;
  if (
    compress &&
    offers !== undefined &&
    viewer.method !== 'HEAD' &&
    isCompressible(status, withLength(fields, body))
  ) {
    fields.append('Vary', 'Accept-Encoding');
    const encoding = acceptedEncoding(viewer.header('accept-encoding'), offers);
    if (encoding !== undefined) body = compressed(body, fields, encoding);
  }
  const outcome = cacheResult ?? (status >= 400 ? 'Error' : 'Miss');
  fields.set('X-Cache', `${outcome} from cloudfront`);
  fields.set('Via', '1.1 local.cloudfront.net (CloudFront)');
  fields.set('X-Amz-Cf-Pop', 'LOCAL1-P1');
  fields.set('X-Amz-Cf-Id', viewer.id);
  return { status, headers: fields.toHeaders(), ...(body === undefined ? {} : { body }) };
}

/** Answers of the cloud's own parts name their length only when they are sent. */
function withLength(fields: HeaderFields, body: HttpResponse['body']): HeaderFields {
  if (body !== undefined && !(body instanceof Readable) && !fields.has('content-length')) {
    fields.set('Content-Length', String(Buffer.byteLength(body)));
  }
  return fields;
}
