import type { StageFacts } from './exchange.ts';
import type { Integration } from './integration.ts';
import { integrationResponses } from './integration-response.ts';
import { functionOf, type LambdaCalls } from './lambda-call.ts';
import { noOverrides } from './mapping-template.ts';
import { internalServerError } from './refusal.ts';
import { requestBody } from './request-body.ts';
import type { IntegrationSettings } from './rest-api-model.ts';
import { templates } from './template-choice.ts';
import { traceHeader } from './trace-header.ts';

const JSON_HEADERS: ReadonlyMap<string, string> = new Map([['content-type', 'application/json']]);

/** `AWS` with a function: the event is what the request template makes, the answer goes through another. */
export function lambdaIntegration(
  settings: IntegrationSettings,
  facts: StageFacts,
  lambda: LambdaCalls,
): Integration {
  const functionArn = functionOf(settings.uri ?? '', facts.variables);
  const choices = templates(settings.requestTemplates);
  const respond = integrationResponses(settings.responses);
  const posts = (settings.integrationHttpMethod ?? 'POST') === 'POST';

  return async (exchange) => {
    if (!posts) {
      return internalServerError(
        500,
        'AWS integration',
        `The integration calls Lambda with ${settings.integrationHttpMethod}.`,
        'Set IntegrationHttpMethod to POST: Lambda is always invoked with POST.',
      );
    }
    const overrides = noOverrides();
    const body = requestBody(settings, choices, exchange, overrides);
    if (!Buffer.isBuffer(body)) return body;
    const payload = body.length === 0 ? '{}' : body.toString();
    if (!isJson(payload)) {
      return internalServerError(
        500,
        'AWS integration',
        'What the function would be called with is not JSON; Lambda refuses it.',
        'Let the request template make JSON, or send JSON.',
      );
    }
    const called = await lambda.call({
      functionArn,
      payload,
      credentials: settings.credentials,
      timeoutMs: settings.timeoutMs,
      sourceArn: exchange.arnOf(exchange.routed?.resourcePath ?? exchange.path),
      traceId: traceHeader(exchange.trace),
    });
    if ('rule' in called) return called;
    const answer = {
      status: 200,
      headers: JSON_HEADERS,
      body: Buffer.from(called.payload),
      selection: called.functionError ? errorMessage(called.payload) : '200',
    };
    const response = respond(answer, exchange, overrides);
    if ('rule' in response) return response;
    return { ...response, headers: { ...response.headers, 'X-Amzn-Trace-Id': traceHeader(exchange.trace) } };
  };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function errorMessage(payload: string): string {
  try {
    const message: unknown = JSON.parse(payload)?.errorMessage;
    return typeof message === 'string' ? message : '';
  } catch {
    return '';
  }
}
