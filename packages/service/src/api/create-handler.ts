import { PROBLEM_MEDIA_TYPE } from '@taskyard/contract';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import { isTransientFailure } from '../dynamo/transient-failure.ts';
import { ApiProblem, problemBody } from './api-problem.ts';
import { NOBODY, type Reply } from './call.ts';
import { callerOf } from './caller.ts';
import type { RequestMetrics } from './request-metrics.ts';
import type { Route } from './route.ts';

/** Where a handler writes its one line a request, such as a Powertools logger. */
export interface RequestLog {
  /** Lets the lines carry the function's name and the id of its invocation. */
  addContext(context: Context): void;
  info(message: string, fields: Record<string, unknown>): void;
  error(message: string, fields: Record<string, unknown>): void;
}

export interface HandlerOptions {
  readonly routes: readonly Route[];
  /** The origin of the web application, which alone may read the answers in a browser. */
  readonly allowedOrigin: string;
  readonly log: RequestLog;
  readonly metrics: RequestMetrics;
  /** Milliseconds; only differences count. */
  readonly now: () => number;
}

export type ApiHandler = (event: APIGatewayProxyEvent, context: Context) => Promise<APIGatewayProxyResult>;

/**
 * The Lambda handler of a module behind API Gateway's proxy integration (payload 1.0). The gateway has already
 * matched the route and proved the caller.
 */
export function createHandler(options: HandlerOptions): ApiHandler {
  const { routes, allowedOrigin, log, metrics, now } = options;
  const table = new Map(routes.map((route) => [`${route.method} ${route.resource}`, route]));
  const everyAnswer: Readonly<Record<string, string>> = {
    'Access-Control-Allow-Origin': allowedOrigin,
    'Access-Control-Expose-Headers':
      'ETag, Idempotency-Replayed, Link, Location, Retry-After, x-amzn-RequestId',
    'X-Content-Type-Options': 'nosniff',
  };

  return async (event, context) => {
    const started = now();
    // The gateway leaves out the body of an answer to HEAD, and still tells its length (RFC 9110, 9.3.2).
    const method = event.httpMethod === 'HEAD' ? 'GET' : event.httpMethod;
    log.addContext(context);
    const { requestId } = event.requestContext;
    const route = table.get(`${method} ${event.resource}`);
    let owner: string | undefined;
    let failure: ApiProblem | undefined;
    let result: APIGatewayProxyResult;
    try {
      const caller = route?.open === true ? NOBODY : callerOf(event);
      owner = caller === NOBODY ? undefined : caller.sub;
      if (route === undefined) throw new ApiProblem('not-found');
      result = success(await route.respond(event, caller), method);
    } catch (error) {
      failure = asProblem(error);
      result = problem(failure, requestId);
    }
    const operation = route?.name ?? `${event.httpMethod} ${event.resource}`;
    const status = result.statusCode;
    const durationMs = Math.round((now() - started) * 10) / 10;
    const fields = { requestId, operation, owner, status, durationMs };
    if (failure === undefined) log.info('answered', fields);
    else if (failure.status < 500)
      log.info('refused', { ...fields, problem: failure.kind, reason: failure.message });
    else log.error('failed', { ...fields, problem: failure.kind, error: failure.cause ?? failure });
    const replayed = result.headers?.['Idempotency-Replayed'] !== undefined;
    metrics.record({ requestId, operation, status, durationMs, replayed });
    return { ...result, headers: { ...everyAnswer, ...result.headers } };
  };
}

function asProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  if (isTransientFailure(error)) return new ApiProblem('unavailable', { cause: error, retryAfter: 1 });
  return new ApiProblem('internal-error', { cause: error });
}

function success(reply: Reply<unknown>, method: string): APIGatewayProxyResult {
  return {
    statusCode: reply.status,
    headers: {
      // A browser may keep what it read, but asks whether it still holds before each use.
      'Cache-Control': method === 'GET' ? 'private, no-cache' : 'no-store',
      ...(reply.body === undefined && reply.bodyText === undefined
        ? {}
        : { 'Content-Type': 'application/json' }),
      ...reply.headers,
    },
    body: reply.bodyText ?? (reply.body === undefined ? '' : JSON.stringify(reply.body)),
  };
}

function problem(failure: ApiProblem, requestId: string): APIGatewayProxyResult {
  return {
    statusCode: failure.status,
    headers: {
      'Cache-Control': 'no-store',
      'Content-Type': PROBLEM_MEDIA_TYPE,
      ...(failure.retryAfter === undefined ? {} : { 'Retry-After': String(failure.retryAfter) }),
    },
    body: JSON.stringify(problemBody(failure, requestId)),
  };
}
