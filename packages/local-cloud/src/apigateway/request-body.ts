import type { Exchange } from './exchange.ts';
import type { Overrides } from './mapping-template.ts';
import { internalServerError, type Refusal } from './refusal.ts';
import type { ContentHandling, IntegrationSettings } from './rest-api-model.ts';
import { requestTemplate, type Templates } from './template-choice.ts';
import { BodyNotJsonError } from './template-functions.ts';

/** The body that a non-proxy integration sends to its backend, after its request template. */
export function requestBody(
  settings: IntegrationSettings,
  choices: Templates,
  exchange: Exchange,
  overrides: Overrides,
): Buffer | Refusal {
  const contentType = exchange.http.header('content-type');
  const body = convert(exchange, contentType, settings.contentHandling);
  const template = requestTemplate(choices, contentType, settings.passthroughBehavior);
  if (template === 'pass') return body;
  if (template === 'unsupported') {
    return {
      type: 'UNSUPPORTED_MEDIA_TYPE',
      message: 'Unsupported Media Type',
      rule: `PassthroughBehavior ${settings.passthroughBehavior}`,
      detail: `No request template is for Content-Type ${contentType ?? 'application/json (none given)'}.`,
      hint: `Send one of: ${[...choices.keys()].join(', ') || 'nothing is accepted'}.`,
    };
  }
  try {
    return Buffer.from(template(body.toString(), exchange, overrides));
  } catch (error) {
    if (error instanceof BodyNotJsonError) {
      return {
        type: 'BAD_REQUEST_BODY',
        message: 'Could not parse request body into json: the body is not JSON',
        rule: 'request mapping template',
      };
    }
    const reason = error instanceof Error ? error.message : String(error);
    return internalServerError(500, 'request mapping template', `The template failed: ${reason}`);
  }
}

/** Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings-workflow.html */
function convert(
  exchange: Exchange,
  contentType: string | undefined,
  handling: ContentHandling | undefined,
): Buffer {
  const binary = exchange.facts.isBinary(contentType);
  if (handling === 'CONVERT_TO_TEXT' && binary) return Buffer.from(exchange.body.toString('base64'));
  if (handling === 'CONVERT_TO_BINARY' && !binary) return Buffer.from(exchange.body.toString(), 'base64');
  return exchange.body;
}
