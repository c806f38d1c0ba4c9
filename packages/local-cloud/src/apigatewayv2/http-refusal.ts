import type { GatewayResponseType } from '../apigateway/gateway-response-types.ts';
import type { Refusal } from '../apigateway/refusal.ts';
import type { HttpResponse } from '../front-door/http.ts';
import type { HttpExchange } from './http-exchange.ts';

/** An answer that the gateway makes itself. HTTP APIs know the kinds of REST APIs, under other words. */
export interface HttpRefusal extends Refusal {
  readonly headers?: Readonly<Record<string, string>>;
}

const INTERNAL = { status: 500, message: 'Internal Server Error' };
const UNAVAILABLE = { status: 503, message: 'Service Unavailable' };

const ANSWERS: Readonly<
  Partial<Record<GatewayResponseType, { readonly status: number; readonly message: string }>>
> = {
  ACCESS_DENIED: { status: 403, message: 'Forbidden' },
  API_CONFIGURATION_ERROR: INTERNAL,
  AUTHORIZER_CONFIGURATION_ERROR: INTERNAL,
  AUTHORIZER_FAILURE: INTERNAL,
  DEFAULT_5XX: INTERNAL,
  INTEGRATION_FAILURE: UNAVAILABLE,
  INTEGRATION_TIMEOUT: UNAVAILABLE,
  REQUEST_TOO_LARGE: { status: 413, message: 'Request Entity Too Large' },
  RESOURCE_NOT_FOUND: { status: 404, message: 'Not Found' },
  THROTTLED: { status: 429, message: 'Too Many Requests' },
  UNAUTHORIZED: { status: 401, message: 'Unauthorized' },
};

/** What the client is told of a refusal. */
export function clientMessage(refusal: HttpRefusal): { readonly status: number; readonly message: string } {
  const answer = ANSWERS[refusal.type];
  return answer ?? { status: refusal.status ?? 400, message: refusal.message ?? 'Bad Request' };
}

export function refusalResponse(refusal: HttpRefusal, exchange: HttpExchange): HttpResponse {
  const { status, message } = clientMessage(refusal);
  return {
    status,
    headers: {
      'content-type': 'application/json',
      'apigw-requestid': exchange.requestId,
      ...refusal.headers,
    },
    body: JSON.stringify({ message }),
  };
}

/** 500: the API, its function or its backend is at fault. */
export function broken(rule: string, detail: string, hint?: string): HttpRefusal {
  return {
    type: 'API_CONFIGURATION_ERROR',
    message: INTERNAL.message,
    rule,
    detail,
    failed: true,
    ...(hint === undefined ? {} : { hint }),
  };
}

/** 403. */
export function forbidden(rule: string, detail: string, hint?: string): HttpRefusal {
  return {
    type: 'ACCESS_DENIED',
    message: 'Forbidden',
    rule,
    detail,
    ...(hint === undefined ? {} : { hint }),
  };
}

/** 404. */
export function notFound(rule: string, detail: string, hint?: string): HttpRefusal {
  return {
    type: 'RESOURCE_NOT_FOUND',
    message: 'Not Found',
    rule,
    detail,
    ...(hint === undefined ? {} : { hint }),
  };
}
