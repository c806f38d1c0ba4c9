import { jsonPath } from '../apigateway/json-path.ts';
import { contextVariable } from './context-variables.ts';
import type { HttpExchange } from './http-exchange.ts';

/** A value taken from a request; undefined when the request does not have it. */
export type Selection = (exchange: HttpExchange) => string | undefined;

/**
 * Compiles `$request.header.x`, `$request.querystring.x`, `$request.path`, `$request.path.x`,
 * `$request.body.x`, `$context.x` or `$stageVariables.x`; undefined when it is none of them.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html
 */
export function selection(expression: string): Selection | undefined {
  const header = /^\$request\.header\.(.+)$/i.exec(expression)?.[1];
  if (header !== undefined) {
    return ({ http }) => {
      const values = http.headerValues(header);
      return values.length === 0 ? undefined : values.join(',');
    };
  }
  const parameter = /^\$request\.querystring\.(.+)$/.exec(expression)?.[1];
  if (parameter !== undefined) {
    return ({ query }) =>
      Object.hasOwn(query.multi, parameter) ? query.multi[parameter]?.join(',') : undefined;
  }
  if (expression === '$request.path') return ({ path }) => path;
  const part = /^\$request\.path\.(.+)$/.exec(expression)?.[1];
  if (part !== undefined) return ({ route }) => route?.pathParameters?.[part];
  const body = /^\$request\.body(\..+)?$/s.exec(expression);
  if (body !== null) return bodySelection(body[1]);
  const variable = /^\$((?:context|stageVariables)\..+)$/.exec(expression)?.[1];
  return variable === undefined ? undefined : (exchange) => contextVariable(variable, exchange);
}

function bodySelection(path: string | undefined): Selection | undefined {
  if (path === undefined) return ({ body }) => body.toString();
  try {
    const read = jsonPath(`$${path}`);
    return ({ body }) => jsonText(read, body);
  } catch {
    return undefined;
  }
}

/** The text at a path of a JSON body; undefined when the body is not JSON or has nothing there. */
export function jsonText(read: (root: unknown) => unknown, body: Buffer): string | undefined {
  try {
    const value = read(JSON.parse(body.toString()));
    if (value === undefined) return undefined;
    return typeof value === 'object' ? JSON.stringify(value) : String(value);
  } catch {
    return undefined;
  }
}
