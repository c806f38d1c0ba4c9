import type { Exchange } from './exchange.ts';
import { jsonPath } from './json-path.ts';

/** `$input` of a mapping template. */
export interface TemplateInput {
  readonly body: string;
  json(path: string): string;
  path(path: string): unknown;
  params(name?: string): unknown;
}

/** The body of a request or an answer is not the JSON that a template reads. */
export class BodyNotJsonError extends Error {
  override name = 'BodyNotJsonError';
}

/**
 * `$input` over a body and the request's parameters.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
 */
export function templateInput(body: string, exchange: Exchange): TemplateInput {
  let parsed: { readonly value: unknown } | undefined;
  const read = (path: string): unknown => {
    parsed ??= { value: parseBody(body) };
    return jsonPath(path)(parsed.value);
  };
  return {
    body,
    json: (path) => JSON.stringify(read(path) ?? ''),
    path: (path) => read(path) ?? '',
    params: (name) => {
      const places = {
        path: exchange.pathParameters ?? {},
        querystring: exchange.query.single,
        header: exchange.headers.single,
      };
      if (name === undefined) {
        return {
          path: lookup(places.path),
          querystring: lookup(places.querystring),
          header: lookup(places.header),
        };
      }
      for (const values of [places.path, places.querystring, places.header]) {
        if (Object.hasOwn(values, name)) return values[name];
      }
      return '';
    },
  };
}

/** A copy whose missing members are empty texts when they are asked for with `get`. */
function lookup(values: Readonly<Record<string, string>>): object {
  const map: Record<string, unknown> = { ...values };
  Object.defineProperty(map, 'get', {
    value: (name: string) => (Object.hasOwn(values, name) ? values[name] : ''),
  });
  return map;
}

function parseBody(body: string): unknown {
  if (body.trim() === '') return {};
  try {
    return JSON.parse(body);
  } catch (error) {
    throw new BodyNotJsonError(error instanceof Error ? error.message : 'not JSON');
  }
}

const JAVASCRIPT_ESCAPES: Readonly<Record<string, string>> = {
  "'": "\\'",
  '"': '\\"',
  '\\': '\\\\',
  '/': '\\/',
  '\b': '\\b',
  '\n': '\\n',
  '\t': '\\t',
  '\f': '\\f',
  '\r': '\\r',
};

/** `$util` of a mapping template. */
export const TEMPLATE_UTIL: Readonly<Record<string, (value: unknown) => unknown>> = {
  escapeJavaScript: (value) =>
    String(value ?? '').replace(
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what has to be escaped
      /['"\\/\u0000-\u001f\u007f-\uffff]/g,
      (character) =>
        JAVASCRIPT_ESCAPES[character] ??
        `\\u${character.charCodeAt(0).toString(16).padStart(4, '0').toUpperCase()}`,
    ),
  parseJson: (value) => {
    try {
      return JSON.parse(String(value));
    } catch {
      return undefined;
    }
  },
  urlEncode: (value) => new URLSearchParams([['', String(value ?? '')]]).toString().slice(1),
  urlDecode: (value) => new URLSearchParams(`v=${String(value ?? '').replaceAll('&', '%26')}`).get('v') ?? '',
  base64Encode: (value) => Buffer.from(String(value ?? '')).toString('base64'),
  base64Decode: (value) => Buffer.from(String(value ?? ''), 'base64').toString('utf8'),
};
