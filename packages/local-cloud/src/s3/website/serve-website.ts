import { AwsError } from '../../aws/aws-error.ts';
import type { LocalAddress } from '../../cloudformation/local-addresses.ts';
import type { HttpRequest, HttpResponse } from '../../front-door/http.ts';
import { decodeKey } from '../address.ts';
import type { BucketRecord } from '../bucket-record.ts';
import { crossOriginHeaders, preflight } from '../cors.ts';
import { answerObject } from '../operations/get-object.ts';
import { permittedObject, type S3Call, type S3State } from '../s3-call.ts';
import { s3Error } from '../s3-errors.ts';
import { websiteErrorHeaders, websiteErrorPage } from './error-page.ts';
import { type AskedPage, pagePath, redirectTarget, ruleFor } from './routing-rules.ts';
import type { RoutingRule, WebsiteConfiguration } from './website-configuration.ts';
import { websiteOrigin } from './website-host.ts';

export interface WebsiteNeeds {
  readonly state: Pick<S3State, 'buckets' | 'index' | 'origin'>;
  readonly localAddress: LocalAddress;
  /** The call that a request is when nobody signed it: a website takes no signatures. */
  callOf(request: HttpRequest, place: { readonly bucket: string; readonly key: string }): S3Call;
}

/** A bucket that is a website. */
interface Website {
  readonly bucket: BucketRecord;
  readonly configuration: WebsiteConfiguration;
}

const REGION_PAGE = 'https://aws.amazon.com/s3/';

/**
 * Answers what the website endpoint of a bucket is asked, as everybody: pages, folders, redirects and errors in HTML.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteHosting.html
 */
export async function serveWebsite(
  needs: WebsiteNeeds,
  request: HttpRequest,
  bucketName: string,
): Promise<HttpResponse> {
  if (bucketName === '') return movedTo(REGION_PAGE);
  try {
    const website = websiteOf(needs, bucketName);
    if (request.method === 'OPTIONS') return preflight(request, website.bucket);
    const answer = await answerPage(needs, website, request);
    return { ...answer, headers: { ...answer.headers, ...crossOriginHeaders(request, website.bucket) } };
  } catch (error) {
    if (error instanceof AwsError) return websiteErrorPage(error, request);
    throw error;
  }
}

function websiteOf({ state }: WebsiteNeeds, name: string): Website {
  const bucket = state.buckets.get(name);
  const { website: configuration } = bucket;
  if (configuration === undefined) throw s3Error('NoSuchWebsiteConfiguration', { BucketName: name });
  return { bucket, configuration };
}

async function answerPage(
  needs: WebsiteNeeds,
  website: Website,
  request: HttpRequest,
): Promise<HttpResponse> {
  const { method, rawPath, rawQuery } = request;
  if (method !== 'GET' && method !== 'HEAD') {
    throw s3Error('MethodNotAllowed', {
      Method: method.slice(0, 32),
      ResourceType: 'OBJECT',
      Allow: 'GET, HEAD',
    });
  }
  const { rules, redirectAll } = website.configuration;
  const page = { key: decodeKey(rawPath.slice(1)), query: rawQuery === '' ? '' : `?${rawQuery}` };
  const rule = redirectAll === undefined ? ruleFor(rules, page) : { redirect: redirectAll };
  if (rule !== undefined) return redirected(needs, website, rule, page);
  // A website has pages only: no versions, no parts, no other operations.
  const bare = request.rewritten({ target: rawPath });
  try {
    return await readPage(needs, website, bare, page);
  } catch (error) {
    if (!(error instanceof AwsError) || error.status < 400) throw error;
    const forError = ruleFor(rules, page, error.status);
    if (forError !== undefined) return redirected(needs, website, forError, page);
    return ownErrorPage(needs, website, bare, error);
  }
}

function redirected(
  { state, localAddress }: WebsiteNeeds,
  { bucket }: Website,
  rule: Pick<RoutingRule, 'keyPrefix' | 'redirect'>,
  page: AskedPage,
): HttpResponse {
  const target = redirectTarget(rule, page, websiteOrigin(state.origin, bucket.name));
  // Another site of this cloud, under the name that it has on AWS.
  const address = URL.canParse(target) ? localAddress(new URL(target)) : undefined;
  return movedTo(address ?? target, Number(rule.redirect.code ?? 301));
}

/** The page itself, that of its folder, or the folder's address when its slash is missing. */
async function readPage(
  needs: WebsiteNeeds,
  { bucket, configuration }: Website,
  request: HttpRequest,
  page: AskedPage,
): Promise<HttpResponse> {
  const { state } = needs;
  const { indexSuffix = '' } = configuration;
  const isFolder = page.key === '' || page.key.endsWith('/');
  const key = isFolder ? page.key + indexSuffix : page.key;
  const call = needs.callOf(request, { bucket: bucket.name, key });
  const found = objectIn(state, bucket, key);
  if (found === undefined && !isFolder) {
    const folderPage = `${key}/${indexSuffix}`;
    if (objectIn(state, bucket, folderPage) !== undefined) {
      permittedObject({ ...call, key: folderPage }, ['s3:GetObject']);
      const Location = `/${pagePath({ key: `${key}/`, query: page.query })}`;
      return websiteErrorPage(new AwsError('Found', 'Resource Found', 302, { Location }), request);
    }
  }
  const location = found?.headers['x-amz-website-redirect-location'];
  const answer = await answerObject(call, request.method === 'GET' && location === undefined);
  return location === undefined ? answer : movedTo(location);
}

function objectIn({ index }: WebsiteNeeds['state'], { id }: BucketRecord, key: string) {
  const version = index.current(id, key);
  return version === undefined || version.deleteMarker === true ? undefined : version;
}

/** The page that the website has for errors, under the error's status. */
async function ownErrorPage(
  { callOf }: WebsiteNeeds,
  { bucket, configuration }: Website,
  request: HttpRequest,
  error: AwsError,
): Promise<HttpResponse> {
  const { errorKey: key } = configuration;
  if (key === undefined || error.status >= 500) throw error;
  const whole = request.rewritten({
    headers: request.headers.filter(([name]) => !/^(?:if-.*|range)$/i.test(name)),
  });
  try {
    const page = await answerObject(callOf(whole, { bucket: bucket.name, key }), request.method === 'GET');
    return { ...page, status: error.status, headers: { ...page.headers, ...websiteErrorHeaders(error) } };
  } catch (failure) {
    if (failure instanceof AwsError) return websiteErrorPage(error, request, failure);
    throw failure;
  }
}

function movedTo(location: string, status = 301): HttpResponse {
  return { status, headers: { Location: location } };
}
