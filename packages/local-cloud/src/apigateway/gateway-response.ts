import type { HttpResponse } from '../front-door/http.ts';
import { contextVariable } from './context-variables.ts';
import type { Exchange } from './exchange.ts';
import { GATEWAY_RESPONSE_TYPES, type GatewayResponseType } from './gateway-response-types.ts';
import { setMappedHeader } from './header-safety.ts';
import { firstMediaType } from './media-types.ts';
import { type MappingExpression, mappingExpression } from './parameter-mapping.ts';
import type { Refusal } from './refusal.ts';
import type { GatewayResponseSettings } from './rest-api-model.ts';
import { type Substitution, substitution } from './substitution.ts';

/** Turns a refusal into the answer that the client sees. */
export type GatewayResponses = (refusal: Refusal, exchange: Exchange) => HttpResponse;

interface Customized {
  readonly status: number | undefined;
  readonly headers: readonly (readonly [name: string, value: MappingExpression])[];
  /** By media type, in the template's order. */
  readonly templates: ReadonlyMap<string, Substitution>;
}

/**
 * Compiles the gateway responses of a deployment. Which one serves a refusal: its own type's, else
 * `DEFAULT_4XX` or `DEFAULT_5XX`, else the built-in one.
 */
export function gatewayResponses(settings: readonly GatewayResponseSettings[]): GatewayResponses {
  const customized = new Map(settings.map((one) => [one.responseType, customize(one)]));
  return (refusal, exchange) => {
    const builtIn = GATEWAY_RESPONSE_TYPES[refusal.type];
    const ownStatus = refusal.status ?? builtIn.status;
    const custom =
      customized.get(refusal.type) ?? customized.get(ownStatus < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX');
    const headers: Record<string, string> = {
      'x-amzn-RequestId': exchange.http.id,
      'x-amz-apigw-id': exchange.extendedRequestId,
      'x-amzn-ErrorType': refusal.errorType ?? builtIn.errorType,
    };
    if (custom === undefined) {
      headers['Content-Type'] = 'application/json';
      return { status: ownStatus, headers, body: builtInBody(refusal) };
    }
    const [mediaType, template] = choose(custom.templates, exchange.http.header('accept'));
    if (mediaType !== undefined) headers['Content-Type'] = mediaType;
    for (const [name, expression] of custom.headers) setMappedHeader(headers, name, expression(exchange));
    const body =
      template === undefined
        ? builtInBody(refusal)
        : template((name) => errorVariable(name, refusal) ?? contextVariable(name, exchange) ?? '');
    return { status: custom.status ?? ownStatus, headers, body };
  };
}

function builtInBody(refusal: Refusal): string {
  return refusal.builtInBody ?? `{"message":${JSON.stringify(refusal.message)}}`;
}

function customize(settings: GatewayResponseSettings): Customized {
  const headers = Object.entries(settings.responseParameters).map(
    ([target, source]) => [target.replace('gatewayresponse.header.', ''), mappingExpression(source)] as const,
  );
  const templates = Object.entries(settings.responseTemplates).map(
    ([mediaType, template]) => [mediaType, substitution(template)] as const,
  );
  return { status: settings.statusCode, headers, templates: new Map(templates) };
}

function choose(
  templates: ReadonlyMap<string, Substitution>,
  accept: string | undefined,
): readonly [mediaType: string, template: Substitution | undefined] {
  const wanted = accept === undefined ? 'application/json' : firstMediaType(accept);
  for (const mediaType of [wanted, 'application/json', ...templates.keys()]) {
    const template = templates.get(mediaType);
    if (template !== undefined) return [mediaType, template];
  }
  return ['application/json', undefined];
}

function errorVariable(name: string, refusal: Refusal): string | undefined {
  switch (name) {
    case 'context.error.message':
      return refusal.message ?? '';
    case 'context.error.messageString':
      return JSON.stringify(refusal.message);
    case 'context.error.responseType':
      return refusal.type satisfies GatewayResponseType;
    case 'context.error.validationErrorString':
      return refusal.validationError ?? '';
    default:
      return undefined;
  }
}
