import type { Exchange } from './exchange.ts';
import { isHeaderName, mappedHeaderValue } from './header-safety.ts';
import { jsonPath } from './json-path.ts';
import type { Overrides } from './mapping-template.ts';
import { type MappingExpression, mappingExpression } from './parameter-mapping.ts';

/** What the request parameters of an integration give it. */
export interface IntegrationParameters {
  readonly headers: Map<string, string>;
  readonly query: Map<string, readonly string[]>;
  readonly path: Map<string, string>;
}

export type ParameterMapper = (exchange: Exchange, overrides: Overrides) => IntegrationParameters;

interface Mapping {
  readonly place: string;
  readonly name: string;
  readonly value: MappingExpression;
}

/**
 * Compiles `integration.request.<header|querystring|path>.<name>` mappings.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/request-response-data-mappings.html
 */
export function parameterMapper(parameters: Readonly<Record<string, string>>): ParameterMapper {
  const mappings = Object.entries(parameters).map(([target, source]): Mapping => {
    const [, , place = '', ...name] = target.split('.');
    return { place, name: name.join('.'), value: sourceOf(source) };
  });
  return (exchange, overrides) => {
    const headers = new Map<string, string>();
    const query = new Map<string, readonly string[]>();
    const path = new Map<string, string>();
    const put = (place: string, name: string, value: string | undefined): void => {
      if (value === undefined) return;
      if (place === 'querystring') query.set(name, [value]);
      else if (place === 'path') path.set(name, value);
      else if (place === 'header') {
        const safe = mappedHeaderValue(value);
        if (safe !== undefined && isHeaderName(name)) headers.set(name.toLowerCase(), safe);
      }
    };
    for (const { place, name, value } of mappings) put(place, name, value(exchange));
    for (const [place, values] of Object.entries(overrides.requestOverride)) {
      for (const [name, value] of Object.entries(values)) put(place, name, String(value));
    }
    return { headers, query, path };
  };
}

/** Beside what every mapping knows, the body: `method.request.body` or `method.request.body.a.b`. */
function sourceOf(source: string): MappingExpression {
  const path = /^method\.request\.body(.*)$/s.exec(source)?.[1];
  if (path === undefined) return mappingExpression(source);
  if (path === '') return (exchange) => exchange.body.toString();
  const read = jsonPath(`$${path}`);
  return (exchange) => {
    try {
      const value = read(JSON.parse(exchange.body.toString()));
      return value === undefined ? undefined : typeof value === 'string' ? value : JSON.stringify(value);
    } catch {
      return undefined;
    }
  };
}

/** A URI with its `{parameters}` and `${stageVariables.x}` filled in. */
export function filledUri(
  uri: string,
  path: ReadonlyMap<string, string>,
  stageVariables: Readonly<Record<string, string>> | null,
): string {
  return uri
    .replace(/\$\{stageVariables\.([A-Za-z0-9_]+)\}/g, (_, name: string) => stageVariables?.[name] ?? '')
    .replace(/\{([^{}]+?)\+?\}/g, (whole, name: string) => path.get(name) ?? whole);
}
