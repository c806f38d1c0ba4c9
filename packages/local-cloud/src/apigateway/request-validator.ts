import type { Check } from './check.ts';
import { contextVariable } from './context-variables.ts';
import { firstMediaType } from './media-types.ts';
import type { ModelSchemas } from './model-schemas.ts';
import type { Refusal } from './refusal.ts';
import type { Method, RequestValidatorSettings } from './rest-api-model.ts';

/**
 * The check of a request validator: required parameters first, then the body against its model.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html
 */
export function requestValidator(
  settings: RequestValidatorSettings,
  method: Method,
  schemas: ModelSchemas,
): Check {
  const required = Object.entries(method.requestParameters)
    .filter(([, needed]) => needed)
    .map(([source]) => source)
    .sort();
  return (exchange) => {
    if (settings.validateParameters) {
      const missing = required.filter((source) => (contextVariable(source, exchange) ?? '').trim() === '');
      if (missing.length > 0) return missingParameters(missing);
    }
    if (!settings.validateBody) return undefined;
    const model = modelFor(method.requestModels, exchange.http.header('content-type'));
    return invalidBody(schemas.problemsOf(model, exchange.body), model);
  };
}

function missingParameters(sources: readonly string[]): Refusal {
  const names = sources.map((source) => source.split('.').slice(3).join('.'));
  return {
    type: 'BAD_REQUEST_PARAMETERS',
    message: `Missing required request parameters: [${names.join(', ')}]`,
    rule: 'request validator',
    detail: `Missing: ${sources.join(', ')}`,
  };
}

function invalidBody(problems: string | undefined, model: string | undefined): Refusal | undefined {
  if (problems === undefined) return undefined;
  return {
    type: 'BAD_REQUEST_BODY',
    message: 'Invalid request body',
    validationError: problems,
    rule: `request validator, model ${model ?? 'Empty'}`,
    detail: problems,
    hint: 'The client is not told more; $context.error.validationErrorString in a gateway response tells it.',
  };
}

function modelFor(
  models: Readonly<Record<string, string>>,
  contentType: string | undefined,
): string | undefined {
  const own = contentType === undefined ? undefined : firstMediaType(contentType);
  for (const mediaType of [own, 'application/json', '$default']) {
    if (mediaType !== undefined && Object.hasOwn(models, mediaType)) return models[mediaType];
  }
  return undefined;
}
