import { BODY_LIMIT } from '../apigateway/body-reader.ts';
import { passed } from '../apigateway/exchange.ts';
import { HEADER_LIMIT, headerBytes } from '../apigateway/header-size.ts';
import { printable, withoutControls } from '../apigateway/journal-text.ts';
import { measureRequest } from '../apigateway/measure-request.ts';
import { isRefusal } from '../apigateway/refusal.ts';
import type { HttpRequest, HttpResponse } from '../front-door/http.ts';
import type { Journal } from '../journal/journal.ts';
import type { CompiledRoute } from './compiled-route.ts';
import type { CompiledHttpStage } from './compiled-stage.ts';
import { isPreflight } from './cors.ts';
import { HttpExchange, type SelectedRoute } from './http-exchange.ts';
import { broken, clientMessage, type HttpRefusal, notFound, refusalResponse } from './http-refusal.ts';
import { matchedPath, parameterValue } from './request-path.ts';

/** Finds the stage that is served under a name; undefined when there is none. */
export type HttpStageLookup = (apiId: string, name: string) => Promise<CompiledHttpStage | undefined>;

/**
 * Answers requests to HTTP APIs: the stage that the path begins with, else `$default`, which has no prefix.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
 */
export function executeHttpApi(
  stageOf: HttpStageLookup,
  journal: Journal,
): (apiId: string, request: HttpRequest) => Promise<HttpResponse> {
  return async (apiId, request) => {
    const begun = performance.now();
    const slash = request.rawPath.indexOf('/', 1);
    const name = slash < 0 ? request.rawPath.slice(1) : request.rawPath.slice(1, slash);
    const named = /^[A-Za-z0-9_-]+$/.test(name) ? await stageOf(apiId, name) : undefined;
    const stage = named ?? (await stageOf(apiId, '$default'));
    if (stage === undefined) return noStage(apiId, request, journal);

    const rest = slash < 0 ? '/' : request.rawPath.slice(slash);
    const path = oneLeadingSlash(named === undefined ? request.rawPath : rest);
    const exchange = new HttpExchange(request, stage.facts, path);
    const answer = await answerOf(exchange, stage, path);
    const refusal = isRefusal(answer) ? answer : undefined;
    const response = finished(answer, exchange, stage);
    if (refusal !== undefined && refusal.explained !== true) journalRefusal(journal, exchange, refusal);
    if (passed(exchange, refusal)) journalPassage(journal, exchange);
    measureRequest(journal, exchange, refusal, response.status, begun);
    const answeredAt = stage.facts.sources.now();
    stage.measure({
      status: response.status,
      latency: answeredAt - request.receivedAt,
      integrationLatency: exchange.integration?.latency,
    });
    stage.log?.({ exchange, response, refusal, answeredAt });
    return response;
  };
}

async function answerOf(
  exchange: HttpExchange,
  stage: CompiledHttpStage,
  path: string,
): Promise<HttpResponse | HttpRefusal> {
  const { http } = exchange;
  if (Number(http.header('content-length')) > BODY_LIMIT) return tooLong();
  if (headerBytes(http) > HEADER_LIMIT) return headersTooLong();
  const matched = selectRoute(stage, http.method, path);
  const preflight = stage.cors !== undefined && isPreflight(http) ? stage.cors : undefined;
  if (matched === undefined) return preflight?.preflight(http) ?? notRouted(exchange, stage, path);
  const { route, selected } = matched;
  exchange.route = selected;
  try {
    const unauthorized = await route.authorize(exchange);
    if (unauthorized !== undefined) return unauthorized;
    if (exchange.allowedBy !== undefined) exchange.authorizedAt = performance.now();
    if (preflight !== undefined) return preflight.preflight(http);
    for (const check of route.checks) {
      const refusal = await check(exchange);
      if (refusal !== undefined) return refusal;
    }
    return await route.integration(exchange);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return broken('local cloud', `The request could not be handled: ${reason}`);
  }
}

function selectRoute(
  { routes, defaultRoute }: CompiledHttpStage,
  method: string,
  path: string,
): { readonly route: CompiledRoute; readonly selected: SelectedRoute } | undefined {
  const match = routes.match(method, matchedPath(path));
  const route = match?.target ?? defaultRoute;
  if (route === undefined) return undefined;
  const { routeKey } = route;
  const values = match?.pathParameters ?? undefined;
  return {
    route,
    selected: {
      routeKey,
      path: routeKey === '$default' ? routeKey : routeKey.slice(routeKey.indexOf(' ') + 1),
      pathParameters: values && decodedValues(values),
    },
  };
}

function decodedValues(values: Readonly<Record<string, string>>): Record<string, string> {
  const decoded: Record<string, string> = Object.create(null);
  for (const [name, value] of Object.entries(values)) decoded[name] = parameterValue(value);
  return decoded;
}

function finished(
  answer: HttpResponse | HttpRefusal,
  exchange: HttpExchange,
  { cors }: CompiledHttpStage,
): HttpResponse {
  const { http, requestId } = exchange;
  const refused = isRefusal(answer);
  const response = refused ? refusalResponse(answer, exchange) : answer;
  const complete = cors === undefined || (!refused && isPreflight(http));
  const { headers, ...rest } = complete ? response : cors.applied(response, http);
  return { ...rest, headers: { ...headers, 'apigw-requestid': requestId } };
}

function oneLeadingSlash(path: string): string {
  let start = 0;
  while (path.charCodeAt(start + 1) === 47) start++;
  return start === 0 ? path : path.slice(start);
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];

function notRouted(exchange: HttpExchange, stage: CompiledHttpStage, path: string): HttpRefusal {
  const { method } = exchange.http;
  const own = matchedPath(path);
  const others = METHODS.filter((other) => stage.routes.match(other, own) !== undefined);
  if (others.length === 0) {
    return notFound(
      'route',
      'The API has no route with this path.',
      'Add a route, or $default for all others.',
    );
  }
  return notFound(
    'route',
    `The path has no route for ${printable(method)}, only for ${others.join(', ')}.`,
    method === 'OPTIONS'
      ? 'A browser asks OPTIONS before it calls another origin: give the API a CorsConfiguration.'
      : undefined,
  );
}

function tooLong(): HttpRefusal {
  return {
    type: 'REQUEST_TOO_LARGE',
    message: 'Request Entity Too Large',
    rule: 'payload size',
    detail: `The body has more than ${BODY_LIMIT} bytes.`,
    hint: 'API Gateway takes 10 MB at most: upload larger files to S3 with a presigned URL.',
  };
}

function headersTooLong(): HttpRefusal {
  return {
    type: 'DEFAULT_4XX',
    status: 431,
    message: 'Request Header Fields Too Large',
    rule: 'header size',
    detail: `The request line and the headers have more than ${HEADER_LIMIT} bytes.`,
  };
}

function noStage(apiId: string, request: HttpRequest, journal: Journal): HttpResponse {
  journal.write({
    source: 'apigateway',
    outcome: 'refused',
    requestId: request.id,
    rule: 'stage',
    text: `404 Not Found: the HTTP API ${printable(apiId)} serves no stage at ${printable(request.rawPath)}.`,
    hint: 'The path begins with the stage unless there is a $default one; a stage without AutoDeploy needs a deployment.',
  });
  return { status: 404, headers: { 'content-type': 'application/json' }, body: '{"message":"Not Found"}' };
}

/** That a request may go on to the integration, whatever came of it then. */
function journalPassage(journal: Journal, exchange: HttpExchange): void {
  journal.write({
    source: 'authorizer',
    outcome: 'allowed',
    requestId: exchange.http.id,
    traceId: exchange.trace.key,
    rule: exchange.allowedBy ?? 'no authorizer: anybody may call it',
    text: `${subjectOf(exchange)} on stage ${exchange.facts.stage} may be called.`,
  });
}

function subjectOf({ http, path, route }: HttpExchange): string {
  return route === undefined ? `${printable(http.method)} ${printable(path)}` : route.routeKey;
}

function journalRefusal(journal: Journal, exchange: HttpExchange, refusal: HttpRefusal): void {
  const { http, trace, facts } = exchange;
  journal.write({
    source: /authorizer/.test(refusal.rule) ? 'authorizer' : 'apigateway',
    outcome: refusal.failed === true ? 'failed' : 'refused',
    requestId: http.id,
    traceId: trace.key,
    rule: refusal.rule,
    text: `${clientMessage(refusal).status} for ${subjectOf(exchange)} on stage ${facts.stage}: ${withoutControls(refusal.detail ?? refusal.message ?? '')}`,
    ...(refusal.hint === undefined ? {} : { hint: refusal.hint }),
  });
}
