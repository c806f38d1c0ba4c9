import type { HttpRequest, HttpResponse } from '../front-door/http.ts';
import type { Journal } from '../journal/journal.ts';
import { BODY_LIMIT } from './body-reader.ts';
import type { CompiledMethod, CompiledStage } from './compiled-stage.ts';
import { Exchange, passed } from './exchange.ts';
import { HEADER_LIMIT, headerBytes } from './header-size.ts';
import { printable, withoutControls } from './journal-text.ts';
import { measureRequest } from './measure-request.ts';
import { internalServerError, isRefusal, type Refusal, routeNotFound } from './refusal.ts';
import type { RouteMatch } from './route-table.ts';

/** Finds the stage that a request is for; undefined when there is none of that name. */
export type StageLookup = (apiId: string, stage: string) => CompiledStage | undefined;

/** Answers requests whose path begins with the stage: `/prod/items/1`. */
export function executeApi(
  stageOf: StageLookup,
  journal: Journal,
): (apiId: string, request: HttpRequest) => Promise<HttpResponse> {
  return async (apiId, request) => {
    const begun = performance.now();
    const slash = request.rawPath.indexOf('/', 1);
    const stageName = slash < 0 ? request.rawPath.slice(1) : request.rawPath.slice(1, slash);
    const stage = stageOf(apiId, stageName);
    if (stage === undefined) return unknownStage(apiId, stageName, request, journal);
    if (Number(request.header('content-length')) > BODY_LIMIT) return tooLong(request, journal);

    const rest = slash < 0 ? '/' : request.rawPath.slice(slash);
    const exchange = new Exchange(request, stage.facts, oneLeadingSlash(rest));
    const matched = stage.routes.match(request.method, exchange.path);
    const answer = await decide(exchange, stage, matched);
    const refusal = isRefusal(answer) ? answer : undefined;
    const response = isRefusal(answer) ? stage.respond(answer, exchange) : answer;
    if (refusal !== undefined && refusal.explained !== true) {
      journalRefusal(journal, exchange, refusal, response.status);
    }
    if (passed(exchange, refusal)) journalPassage(journal, exchange);
    measureRequest(journal, exchange, refusal, response.status, begun);
    const answeredAt = stage.facts.sources.now();
    stage.measure({
      status: response.status,
      latency: answeredAt - request.receivedAt,
      integrationLatency: exchange.integrationLatency,
    });
    if (stage.log !== undefined) {
      stage.log({ exchange, response, refusal, answeredAt }, matched?.target.loggingLevel ?? 'OFF');
    }
    return response;
  };
}

async function decide(
  exchange: Exchange,
  stage: CompiledStage,
  matched: RouteMatch<CompiledMethod> | undefined,
): Promise<HttpResponse | Refusal> {
  if (headerBytes(exchange.http) > HEADER_LIMIT) return headersTooLong();
  if (matched === undefined) return notRouted(exchange, stage);
  const { routed, checks, integration } = matched.target;
  exchange.routed = routed;
  exchange.pathParameters = matched.pathParameters;
  try {
    for (const check of checks) {
      const verdict = check(exchange);
      const refusal = verdict instanceof Promise ? await verdict : verdict;
      if (exchange.allowedBy !== undefined) exchange.authorizedAt ??= performance.now();
      if (refusal !== undefined) return refusal;
    }
    const startedAt = stage.facts.sources.now();
    const answer = await integration(exchange);
    exchange.integrationLatency = stage.facts.sources.now() - startedAt;
    return answer;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return internalServerError(500, 'local cloud', `The request could not be handled: ${reason}`);
  }
}

function headersTooLong(): Refusal {
  return {
    type: 'DEFAULT_4XX',
    status: 431,
    message: 'Request Header Fields Too Large',
    rule: 'header size',
    detail: `The request line and the headers have more than ${HEADER_LIMIT} bytes.`,
  };
}

function oneLeadingSlash(path: string): string {
  let start = 0;
  while (path.charCodeAt(start + 1) === 47) start++;
  return start === 0 ? path : path.slice(start);
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];

function notRouted(exchange: Exchange, stage: CompiledStage): Refusal {
  const { method } = exchange.http;
  const others = METHODS.filter((other) => stage.routes.match(other, exchange.path) !== undefined);
  if (others.length === 0) {
    return routeNotFound(
      'The API has no resource with this path.',
      'This answer is not about tokens: compare the path with the API.',
    );
  }
  return routeNotFound(
    `The resource has no method ${method}, only ${others.join(', ')}.`,
    method === 'OPTIONS'
      ? 'A browser asks OPTIONS before it calls another origin: add CORS preflight to the resource.'
      : 'This answer is not about tokens: the method is missing, or was not deployed.',
  );
}

function unknownStage(apiId: string, stage: string, request: HttpRequest, journal: Journal): HttpResponse {
  journal.write({
    source: 'apigateway',
    outcome: 'refused',
    requestId: request.id,
    rule: 'stage',
    text: `403 Forbidden: the API ${printable(apiId)} has no stage named "${printable(stage)}".`,
    hint: 'The first part of the path is the stage: /prod/items.',
  });
  return {
    status: 403,
    headers: {
      'Content-Type': 'application/json',
      'x-amzn-RequestId': request.id,
      'x-amzn-ErrorType': 'ForbiddenException',
    },
    body: '{"message":"Forbidden"}',
  };
}

/** What the gateway's edge answers, before any API is asked. */
function tooLong(request: HttpRequest, journal: Journal): HttpResponse {
  journal.write({
    source: 'apigateway',
    outcome: 'refused',
    requestId: request.id,
    rule: 'payload size',
    text: `413: the body has more than ${BODY_LIMIT} bytes.`,
    hint: 'API Gateway takes 10 MB at most: upload larger files to S3 with a presigned URL.',
  });
  return {
    status: 413,
    headers: { 'Content-Type': 'text/plain' },
    body: `HTTP content length exceeded ${BODY_LIMIT} bytes.`,
  };
}

/** That a request may go on to the integration, whatever came of it then. */
function journalPassage(journal: Journal, exchange: Exchange): void {
  journal.write({
    source: 'authorizer',
    outcome: 'allowed',
    requestId: exchange.http.id,
    traceId: exchange.trace.key,
    rule: exchange.allowedBy ?? 'no authorizer: anybody may call it',
    text: `${routeOf(exchange)} on stage ${exchange.facts.stage} may be called.`,
  });
}

function routeOf({ http, path, routed }: Exchange): string {
  return `${printable(http.method)} ${routed?.resourcePath ?? printable(path)}`;
}

function journalRefusal(journal: Journal, exchange: Exchange, refusal: Refusal, status: number): void {
  const { http, trace, facts } = exchange;
  const detail = refusal.detail ?? refusal.message ?? '';
  journal.write({
    source: /authorizer/.test(refusal.rule) ? 'authorizer' : 'apigateway',
    outcome: refusal.failed === true ? 'failed' : 'refused',
    requestId: http.id,
    traceId: trace.key,
    rule: refusal.rule,
    text: `${status} for ${routeOf(exchange)} on stage ${facts.stage}: ${withoutControls(detail)}`,
    ...(refusal.hint === undefined ? {} : { hint: refusal.hint }),
  });
}
