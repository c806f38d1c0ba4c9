import type { HttpResponse } from '../front-door/http.ts';
import { contextVariable } from './context-variables.ts';
import type { Exchange } from './exchange.ts';
import { setMappedHeader } from './header-safety.ts';
import { wholeMatch } from './java-pattern.ts';
import { jsonPath } from './json-path.ts';
import type { Overrides } from './mapping-template.ts';
import { internalServerError, type Refusal } from './refusal.ts';
import type { ContentHandling, IntegrationResponse } from './rest-api-model.ts';
import { responseTemplate, type Templates, templates } from './template-choice.ts';

/** What a backend of a non-proxy integration answered. */
export interface BackendAnswer {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
  /** What the selection patterns are held against: a status code or a function's error message. */
  readonly selection: string;
}

/** Makes the method's response from a backend's answer. */
export type IntegrationResponses = (
  answer: BackendAnswer,
  exchange: Exchange,
  overrides: Overrides,
) => HttpResponse | Refusal;

interface Compiled {
  readonly status: number;
  readonly pattern: RegExp | undefined;
  readonly contentHandling: ContentHandling | undefined;
  readonly templates: Templates;
  readonly headers: readonly (readonly [name: string, source: ResponseSource])[];
}

type ResponseSource = (answer: BackendAnswer, exchange: Exchange) => string | undefined;

/**
 * Compiles the integration responses of a method: the first whose pattern matches, else the default.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-integration-settings-integration-response.html
 */
export function integrationResponses(settings: readonly IntegrationResponse[]): IntegrationResponses {
  const compiled = settings.map(compile);
  const patterned = compiled.filter((one) => one.pattern !== undefined);
  const standard = compiled.find((one) => one.pattern === undefined);

  return (answer, exchange, overrides) => {
    const chosen = patterned.find((one) => one.pattern?.test(answer.selection)) ?? standard;
    if (chosen === undefined) {
      return internalServerError(
        500,
        'integration response',
        'No integration response matches the backend and there is no default one.',
        'Add an integration response without a SelectionPattern.',
      );
    }
    const headers: Record<string, string> = {
      'x-amzn-RequestId': exchange.http.id,
      'x-amz-apigw-id': exchange.extendedRequestId,
    };
    let body: string | Buffer = convert(answer, exchange, chosen.contentHandling);
    headers['Content-Type'] = 'application/json';
    const found = responseTemplate(chosen.templates, exchange.http.header('accept'));
    if (found !== undefined) {
      const [mediaType, template] = found;
      headers['Content-Type'] = mediaType;
      try {
        body = template(body.toString(), exchange, overrides);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        return internalServerError(500, 'response mapping template', `The template failed: ${reason}`);
      }
    }
    for (const [name, source] of chosen.headers) setMappedHeader(headers, name, source(answer, exchange));
    for (const [name, value] of Object.entries(overrides.responseOverride.header)) {
      setMappedHeader(headers, name, String(value));
    }
    return { status: overriddenStatus(overrides) ?? chosen.status, headers, body };
  };
}

function compile(settings: IntegrationResponse): Compiled {
  const headers = Object.entries(settings.responseParameters).map(
    ([target, source]) => [target.replace('method.response.header.', ''), responseSource(source)] as const,
  );
  return {
    status: Number(settings.statusCode),
    pattern: settings.selectionPattern === undefined ? undefined : wholeMatch(settings.selectionPattern),
    contentHandling: settings.contentHandling,
    templates: templates(settings.responseTemplates),
    headers,
  };
}

/** `'literal'`, `integration.response.header.x`, `integration.response.body.x`, `context.x`, `stageVariables.x`. */
function responseSource(source: string): ResponseSource {
  const literal = /^'(.*)'$/s.exec(source)?.[1];
  if (literal !== undefined) return () => literal;
  const header = /^integration\.response\.(?:multivalue)?header\.(.+)$/.exec(source)?.[1];
  if (header !== undefined) return (answer) => answer.headers.get(header.toLowerCase());
  const path = /^integration\.response\.body(.*)$/s.exec(source)?.[1];
  if (path === undefined) return (_, exchange) => contextVariable(source, exchange);
  if (path === '') return (answer) => answer.body.toString();
  const read = jsonPath(`$${path}`);
  return (answer) => {
    try {
      const value = read(JSON.parse(answer.body.toString()));
      return value === undefined
        ? undefined
        : typeof value === 'object'
          ? JSON.stringify(value)
          : String(value);
    } catch {
      return undefined;
    }
  };
}

function overriddenStatus({ responseOverride }: Overrides): number | undefined {
  const status = Number(responseOverride.status);
  return responseOverride.status !== undefined && Number.isInteger(status) && status >= 200 && status <= 599
    ? status
    : undefined;
}

/** Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings-workflow.html */
function convert(answer: BackendAnswer, exchange: Exchange, handling: ContentHandling | undefined): Buffer {
  const { isBinary } = exchange.facts;
  const binaryBody = isBinary(answer.headers.get('content-type'));
  const binaryWanted = isBinary(exchange.http.header('accept'));
  const toText = handling === 'CONVERT_TO_TEXT' || (handling === undefined && !binaryWanted);
  if (binaryBody) return toText ? Buffer.from(answer.body.toString('base64')) : answer.body;
  return toText ? answer.body : Buffer.from(answer.body.toString(), 'base64');
}
