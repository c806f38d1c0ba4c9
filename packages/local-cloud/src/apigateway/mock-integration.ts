import type { Exchange } from './exchange.ts';
import type { Integration } from './integration.ts';
import { integrationResponses } from './integration-response.ts';
import { noOverrides, type Overrides } from './mapping-template.ts';
import { internalServerError, type Refusal } from './refusal.ts';
import { requestBody } from './request-body.ts';
import type { IntegrationSettings } from './rest-api-model.ts';
import { templates } from './template-choice.ts';

const EMPTY = Buffer.alloc(0);

/** A status code in a request template's result, which need not be strict JSON: `{ statusCode: 204 }`. */
const STATUS_CODE = /["']?statusCode["']?\s*:\s*["']?(\d+)["']?\s*[,}]/;

/**
 * `MOCK`: answers by the integration response that the request template's `statusCode` selects.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-mock-integration.html
 */
export function mockIntegration(settings: IntegrationSettings): Integration {
  const choices = templates(settings.requestTemplates);
  const respond = integrationResponses(settings.responses);

  return async (exchange) => {
    const overrides = noOverrides();
    const body = requestBody(settings, choices, exchange, overrides);
    if (!Buffer.isBuffer(body)) return body;
    const status = statusOf(body.toString());
    if (status === undefined) return wrongStatus(exchange, overrides);
    return respond(
      { status, headers: new Map(), body: EMPTY, selection: String(status) },
      exchange,
      overrides,
    );
  };
}

function statusOf(text: string): number | undefined {
  try {
    const status: unknown = JSON.parse(text).statusCode;
    return Number.isInteger(status) ? Number(status) : undefined;
  } catch {
    const found = STATUS_CODE.exec(text)?.[1];
    return found === undefined ? undefined : Number(found);
  }
}

function wrongStatus(exchange: Exchange, _overrides: Overrides): Refusal {
  const given = exchange.http.header('content-type');
  return internalServerError(
    500,
    'MOCK integration',
    `The request template gives no integer statusCode${given === undefined ? '' : ` for Content-Type ${given}`}.`,
    'Give the request template {"statusCode": 200} for that content type.',
  );
}
