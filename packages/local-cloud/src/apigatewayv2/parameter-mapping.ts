import { isHeaderName, mappedHeaderValue } from '../apigateway/header-safety.ts';
import { jsonPath } from '../apigateway/json-path.ts';
import type { HttpResponse } from '../front-door/http.ts';
import type { ParameterMappings } from './http-api-model.ts';
import type { HttpExchange } from './http-exchange.ts';
import { jsonText, type Selection, selection } from './selection-expression.ts';

type Action = 'append' | 'overwrite' | 'remove';
type Headers = Record<string, string | readonly string[]>;

/** What a backend is about to be sent; mappings change it. */
export interface OutgoingRequest {
  /** By lower-case name. */
  readonly headers: Headers;
  readonly query: URLSearchParams;
  path: string | undefined;
}

/**
 * Compiles the request parameters of an integration. Throws SyntaxError naming what is not emulated.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html
 */
export function requestMapping(
  mappings: ParameterMappings,
): (exchange: HttpExchange, request: OutgoingRequest) => void {
  const steps = Object.entries(mappings).map(([target, source]) => {
    const { action, place, name } = targetOf(target, ['header', 'querystring', 'path']);
    const value = sourceOf(source);
    return (exchange: HttpExchange, request: OutgoingRequest): void => {
      const text = value(exchange);
      if (place === 'header') setHeader(request.headers, action, name, text);
      else if (place === 'path') request.path = text ?? request.path;
      else if (action === 'remove') request.query.delete(name);
      else if (text !== undefined) {
        if (action === 'overwrite') request.query.set(name, text);
        else request.query.append(name, text);
      }
    };
  });
  return (exchange, request) => {
    for (const step of steps) step(exchange, request);
  };
}

/** Compiles the response parameters of an integration, by the backend's status. Throws SyntaxError. */
export function responseMapping(
  byStatus: Readonly<Record<string, ParameterMappings>>,
): (response: HttpResponse, exchange: HttpExchange) => HttpResponse {
  const compiled = new Map(
    Object.entries(byStatus).map(([status, mappings]) => [Number(status), responseSteps(mappings)] as const),
  );
  return (response, exchange) => {
    const steps = compiled.get(response.status);
    if (steps === undefined) return response;
    const changed = { ...response, headers: lowerCased(response.headers) };
    for (const step of steps) step(response, exchange, changed);
    return changed;
  };
}

type ResponseStep = (
  response: HttpResponse,
  exchange: HttpExchange,
  changed: { status: number; headers: Headers },
) => void;

function responseSteps(mappings: ParameterMappings): ResponseStep[] {
  return Object.entries(mappings).map(([target, source]) => {
    const { action, place, name } = targetOf(target, ['header', 'statuscode']);
    const value = responseSourceOf(source);
    return (response, exchange, changed) => {
      const text = value(response, exchange);
      if (place === 'header') setHeader(changed.headers, action, name, text);
      else if (/^[2-5]\d\d$/.test(text ?? '')) changed.status = Number(text);
    };
  });
}

const TARGET =
  /^(append|overwrite|remove):(header|querystring)\.(.+)$|^(overwrite)[:.](path)$|^(overwrite):(statuscode)$/;

/** Headers that no mapping may touch. */
const RESERVED =
  /^(?:access-control-.*|apigw-.*|authorization|connection|content-encoding|content-length|content-location|forwarded|keep-alive|origin|proxy-authenticate|proxy-authorization|te|trailers|transfer-encoding|upgrade|x-amz-.*|x-amzn-.*|x-forwarded-for|x-forwarded-host|x-forwarded-proto|via)$/;

function targetOf(
  target: string,
  places: readonly string[],
): { readonly action: Action; readonly place: string; readonly name: string } {
  const match = TARGET.exec(target);
  const action = match?.[1] ?? match?.[4] ?? match?.[6];
  const place = match?.[2] ?? match?.[5] ?? match?.[7] ?? '';
  const name = place === 'header' ? (match?.[3] ?? '').toLowerCase() : (match?.[3] ?? '');
  if (!isAction(action) || !places.includes(place)) {
    throw new SyntaxError(`${target} is not a parameter that can be mapped.`);
  }
  if (place === 'header' && (!isHeaderName(name) || RESERVED.test(name))) {
    throw new SyntaxError(`${target}: this header is reserved.`);
  }
  return { action, place, name };
}

function isAction(text: string | undefined): text is Action {
  return text === 'append' || text === 'overwrite' || text === 'remove';
}

function sourceOf(source: string): Selection {
  const found = selection(source);
  if (found !== undefined) return found;
  if (source.includes('$')) throw new SyntaxError(`${source} is not an expression that is emulated.`);
  const text = unquoted(source);
  return () => text;
}

function responseSourceOf(
  source: string,
): (response: HttpResponse, exchange: HttpExchange) => string | undefined {
  const header = /^\$response\.header\.(.+)$/i.exec(source)?.[1]?.toLowerCase();
  if (header !== undefined) {
    return ({ headers }) => {
      const value = lowerCased(headers)[header];
      return typeof value === 'object' ? value.join(',') : value;
    };
  }
  const path = /^\$response\.body(\..+)?$/s.exec(source);
  if (path !== null) {
    const read = jsonPath(`$${path[1] ?? ''}`);
    return ({ body }) =>
      typeof body === 'string' || body instanceof Uint8Array ? jsonText(read, Buffer.from(body)) : undefined;
  }
  const value = sourceOf(source);
  return (_, exchange) => value(exchange);
}

function unquoted(text: string): string {
  return /^'(.*)'$/s.exec(text)?.[1] ?? text;
}

function lowerCased(headers: HttpResponse['headers']): Headers {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function setHeader(headers: Headers, action: Action, name: string, text: string | undefined): void {
  if (action === 'remove') {
    delete headers[name];
    return;
  }
  const value = mappedHeaderValue(text);
  if (value === undefined) return;
  const known = headers[name];
  headers[name] = action === 'overwrite' || known === undefined ? value : [known, value].flat();
}
