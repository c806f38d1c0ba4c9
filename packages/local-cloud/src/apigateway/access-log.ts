import type { HttpResponse } from '../front-door/http.ts';
import { contextVariable } from './context-variables.ts';
import type { Exchange } from './exchange.ts';
import type { Refusal } from './refusal.ts';
import { substitution } from './substitution.ts';

/** Makes the access log's line about a request that was answered. */
export type AccessLogFormat = (outcome: AccessOutcome) => string;

export interface AccessOutcome {
  readonly exchange: Exchange;
  readonly response: HttpResponse;
  readonly refusal: Refusal | undefined;
  /** Milliseconds since the epoch. */
  readonly answeredAt: number;
}

/**
 * Compiles a stage's access log format; what is not known is `-`.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html
 */
export function accessLogFormat(format: string): AccessLogFormat {
  const line = substitution(format.trim());
  return (outcome) => {
    const { exchange } = outcome;
    const { context } = exchange;
    return line((name) => ownVariable(name, outcome) ?? contextVariable(name, exchange, context) ?? '-');
  };
}

function ownVariable(
  name: string,
  { exchange, response, refusal, answeredAt }: AccessOutcome,
): string | undefined {
  switch (name) {
    case 'context.status':
      return String(response.status);
    case 'context.responseLength':
      return String(lengthOf(response.body));
    case 'context.responseLatency':
      return String(answeredAt - exchange.http.receivedAt);
    case 'context.integration.latency':
    case 'context.integrationLatency':
      return exchange.integrationLatency === undefined ? undefined : String(exchange.integrationLatency);
    case 'context.integration.status':
    case 'context.integrationStatus':
      return exchange.integrationLatency === undefined || refusal !== undefined ? undefined : '200';
    case 'context.error.message':
      return refusal?.message ?? undefined;
    case 'context.error.messageString':
      return refusal === undefined ? undefined : JSON.stringify(refusal.message);
    case 'context.error.responseType':
      return refusal?.type;
    case 'context.error.validationErrorString':
      return refusal?.validationError;
    default:
      return undefined;
  }
}

function lengthOf(body: HttpResponse['body']): number {
  if (typeof body === 'string') return Buffer.byteLength(body);
  return body instanceof Uint8Array ? body.length : 0;
}
