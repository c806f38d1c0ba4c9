import { AwsError } from '../aws/aws-error.ts';
import type { AwsService, Caller } from '../aws/aws-service.ts';
import type { Journal } from '../journal/journal.ts';
import { spanTimes } from '../journal/span.ts';
import { traceKey } from '../journal/trace-key.ts';
import { AWS_HOST_HEADER } from '../lambda/aws-host-header.ts';
import { hostName, isLocalHost } from './host-check.ts';
import { BodyTooLargeError, type HttpHandler, type HttpRequest, type HttpResponse } from './http.ts';
import { requestedByForm, requestedService } from './requested-service.ts';

/** Who answers what on the one listener. */
export interface FrontDoorRoutes {
  readonly services: readonly AwsService[];
  /** Proves who signed the request. Throws AwsError in the named service's terms. */
  authenticate(request: HttpRequest, body: Buffer, service: string): Caller;
  /** An API's answer; the request's path begins with the stage. */
  api(apiId: string, request: HttpRequest): Promise<HttpResponse>;
  /** A function URL's answer, by its id. */
  functionUrl(id: string, request: HttpRequest): Promise<HttpResponse>;
  /** A user pool's sign-in pages; undefined when the path is none of theirs. */
  pages(poolId: string, request: HttpRequest): Promise<HttpResponse | undefined>;
  /** Where something that AWS would serve at `url` is reached here; undefined when it is nobody's. */
  localAddress(url: URL): string | undefined;
  /** Everything below `/_local`. */
  readonly local: HttpHandler;
}

/** Decides which part of the cloud a request is for and lets it answer. */
export function frontDoor(routes: FrontDoorRoutes, journal: Journal): HttpHandler {
  const services = new Map(routes.services.map((service) => [service.signingName, service]));

  return async (received) => {
    if (!isLocalHost(received.header('host'))) return refuseHost(received, journal);
    const request = readdressed(received);
    const { rawPath } = request;
    const host = hostName(request.header('host'));
    const hosted = routes.services.find((service) => service.owns?.({ host }) === true);
    if (hosted !== undefined) return callService(hosted, request);
    if (rawPath === '/_local' || rawPath.startsWith('/_local/')) return routes.local(request);

    const byHost = /^([a-z0-9]+)\.execute-api\.(?:[a-z0-9.-]+\.)?localhost$/.exec(host);
    if (byHost?.[1]) return routes.api(byHost[1], request);
    const byPath = /^\/execute-api\/([a-z0-9]+)(\/.*)?$/s.exec(rawPath);
    if (byPath?.[1]) return routes.api(byPath[1], request.at(byPath[2] ?? '/'));

    const urlByHost = /^([a-z0-9]+)\.lambda-url\.(?:[a-z0-9.-]+\.)?localhost$/.exec(host);
    if (urlByHost?.[1]) return routes.functionUrl(urlByHost[1], request);
    const urlByPath = /^\/lambda-url\/([a-z0-9]+)(\/.*)?$/s.exec(rawPath);
    if (urlByPath?.[1]) return routes.functionUrl(urlByPath[1], request.at(urlByPath[2] ?? '/'));

    const pool = /^\/([a-z]{2}[a-z0-9-]*_[A-Za-z0-9]+)(\/.*)?$/s.exec(rawPath);
    if (pool?.[1]) return (await routes.pages(pool[1], request.at(pool[2] ?? '/'))) ?? nothingHere(request);

    const name = requestedService(request) ?? (await requestedByForm(request));
    if (name !== undefined) {
      const service = services.get(name);
      return service === undefined ? unknownService(name, request, journal) : callService(service, request);
    }
    if (
      request.method === 'OPTIONS' &&
      request.header('access-control-request-headers')?.includes('x-amz-target')
    ) {
      return { status: 200, headers: { ...CORS_HEADERS, ...PREFLIGHT_HEADERS } };
    }
    const owner = routes.services.find((service) => service.owns?.({ path: rawPath }) === true);
    return owner === undefined ? nothingHere(request) : callService(owner, request);
  };

  /**
   * A function's request that was meant for one of AWS's own hosts, as that host would see it: under the
   * local path of what is served there, or with the Host that its signature covers.
   */
  function readdressed(request: HttpRequest): HttpRequest {
    const host = request.header(AWS_HOST_HEADER);
    if (host === undefined || !URL.canParse(`https://${host}${request.rawPath}`)) return request;
    if (routes.services.some((service) => service.owns?.({ host }) === true)) return request.to(host);
    const address = routes.localAddress(new URL(`https://${host}${request.rawPath}`));
    if (address === undefined) return request.to(host);
    return request.at(new URL(address).pathname);
  }

  async function callService(service: AwsService, request: HttpRequest): Promise<HttpResponse> {
    const begun = performance.now();
    const answer = await answerOf(service, request);
    journal.measure?.({
      kind: 'call',
      name: callName(service, request),
      requestId: request.id,
      traceId: traceKey(request.header('x-amzn-trace-id')),
      ...spanTimes(begun),
      status: answer.status,
    });
    return service.crossOrigin === true && request.header('origin') !== undefined
      ? { ...answer, headers: { ...answer.headers, ...CORS_HEADERS } }
      : answer;
  }

  async function answerOf(service: AwsService, request: HttpRequest): Promise<HttpResponse> {
    try {
      if (service.streamsBodies === true) {
        return await service.handle({ request, body: NO_BODY, caller: undefined });
      }
      const body = await request.body(service.bodyLimit);
      const caller = service.isPublic(request)
        ? undefined
        : routes.authenticate(request, body, service.signingName);
      return await service.handle({ request, body, caller });
    } catch (error) {
      if (error instanceof AwsError) return service.failure(error, request);
      if (error instanceof BodyTooLargeError) {
        return service.failure(new AwsError('RequestEntityTooLargeException', error.message, 413), request);
      }
      throw error;
    }
  }
}

const MAX_NAME = 256;

/** `dynamodb PutItem`; where no header names the operation, the method and the path. */
function callName({ signingName }: AwsService, request: HttpRequest): string {
  const target = request.header('x-amz-target');
  const what = target?.slice(target.lastIndexOf('.') + 1) ?? `${request.method} ${request.rawPath}`;
  return `${signingName} ${what.slice(0, MAX_NAME)}`;
}

const NO_BODY = Buffer.alloc(0);

/** Cognito's public operations are called by browsers from any origin; none takes cookies. */
const CORS_HEADERS = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date',
};
const PREFLIGHT_HEADERS = {
  'Access-Control-Allow-Methods': 'POST',
  'Access-Control-Allow-Headers':
    'authorization,cache-control,content-type,x-amz-content-sha256,x-amz-date,x-amz-security-token,x-amz-target,x-amz-user-agent,amz-sdk-invocation-id,amz-sdk-request',
  'Access-Control-Max-Age': '172800',
};

function refuseHost(request: HttpRequest, journal: Journal): HttpResponse {
  const text = 'This Host is not served here. The local cloud answers to localhost and 127.0.0.1 only.';
  journal.write({
    source: 'front-door',
    outcome: 'refused',
    requestId: request.id,
    rule: 'Host check',
    text,
  });
  return json(403, { message: text });
}

function unknownService(name: string, request: HttpRequest, journal: Journal): HttpResponse {
  const text = `The AWS service "${name.slice(0, 64)}" is not emulated here.`;
  journal.write({ source: 'front-door', outcome: 'refused', requestId: request.id, rule: 'service', text });
  return json(501, { __type: 'UnknownServiceException', message: text });
}

function nothingHere(request: HttpRequest): HttpResponse {
  const what = `${request.method} ${request.rawPath.slice(0, 256)}`;
  return json(404, {
    message: `Nothing answers ${what} here. \`npx local-cloud outputs\` prints the addresses of what runs.`,
  });
}

function json(status: number, content: unknown): HttpResponse {
  return { status, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(content) };
}
