import { substitution } from '../apigateway/substitution.ts';
import type { HttpResponse } from '../front-door/http.ts';
import { contextVariable } from './context-variables.ts';
import type { HttpExchange } from './http-exchange.ts';
import { clientMessage, type HttpRefusal } from './http-refusal.ts';

export interface AccessOutcome {
  readonly exchange: HttpExchange;
  readonly response: HttpResponse;
  readonly refusal: HttpRefusal | undefined;
  /** Milliseconds since the epoch. */
  readonly answeredAt: number;
}

/** Compiles a stage's access log format; what is not known is `-`. */
export function accessLogFormat(format: string): (outcome: AccessOutcome) => string {
  const line = substitution(format.trim());
  return (outcome) =>
    line((name) => ownVariable(name, outcome) ?? contextVariable(name, outcome.exchange) ?? '-');
}

/** Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html */
function ownVariable(
  name: string,
  { exchange, response, refusal, answeredAt }: AccessOutcome,
): string | undefined {
  const { integration } = exchange;
  switch (name) {
    case 'context.status':
      return String(response.status);
    case 'context.responseLength':
    case 'context.dataProcessed':
      return String(lengthOf(response.body));
    case 'context.responseLatency':
      return String(answeredAt - exchange.http.receivedAt);
    case 'context.integration.latency':
    case 'context.integrationLatency':
      return integration === undefined ? undefined : String(integration.latency);
    case 'context.integration.status':
    case 'context.integrationStatus':
      return integration?.status === undefined ? undefined : String(integration.status);
    case 'context.integration.error':
    case 'context.integrationErrorMessage':
      return integration === undefined ? undefined : refusal?.detail;
    case 'context.authorizer.error':
      return refusal !== undefined && /authorizer/.test(refusal.rule) ? refusal.detail : undefined;
    case 'context.error.message':
      return refusal && clientMessage(refusal).message;
    case 'context.error.messageString':
      return refusal && JSON.stringify(clientMessage(refusal).message);
    case 'context.error.responseType':
      return refusal?.type;
    default:
      return undefined;
  }
}

function lengthOf(body: HttpResponse['body']): number {
  if (typeof body === 'string') return Buffer.byteLength(body);
  return body instanceof Uint8Array ? body.length : 0;
}
