import http from 'node:http';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';
import { AWS_HOST_HEADER } from '../aws-host-header.ts';

const AWS_HOST = /^(?:[a-z0-9-]+\.)+(?:amazonaws\.com(?:\.cn)?|amazoncognito\.com)$/i;
const API_HOST = /^([a-z0-9]+)\.execute-api\.[a-z0-9-]+\.amazonaws\.com$/i;

/** Where a request to `url` goes instead; undefined when it is not for AWS. `origin` has no slash at its end. */
export function redirectedUrl(url: URL, origin: string): URL | undefined {
  if (url.protocol !== 'https:' || !AWS_HOST.test(url.hostname)) return undefined;
  const api = API_HOST.exec(url.hostname)?.[1];
  const path = api === undefined ? url.pathname : `/execute-api/${api}${url.pathname}`;
  return new URL(`${origin}${path}${url.search}`);
}

/**
 * Leads what this thread sends to AWS's hosts to `origin`: through `https` (also for libraries that hold the
 * module already) and through `fetch`. SDK clients of version 3 do not need it; they follow AWS_ENDPOINT_URL.
 */
export function redirectOutbound(origin: string): void {
  const { request: secureRequest } = https;

  const request = (...parameters: Parameters<typeof https.request>): http.ClientRequest => {
    const { url, options, callback } = requestParameters(parameters);
    const target = url === undefined ? undefined : redirectedUrl(url, origin);
    if (url === undefined || target === undefined) return secureRequest(...parameters);
    return http.request(
      {
        ...options,
        agent: undefined,
        protocol: 'http:',
        host: undefined,
        hostname: target.hostname,
        port: target.port,
        path: target.pathname + target.search,
        headers: { ...headersOf(options.headers), host: target.host, [AWS_HOST_HEADER]: url.hostname },
      },
      callback,
    );
  };
  const get = (...parameters: Parameters<typeof https.request>): http.ClientRequest => {
    const sent = request(...parameters);
    sent.end();
    return sent;
  };
  Object.assign(https, { request, get });
  syncBuiltinESMExports();

  const { fetch } = globalThis;
  globalThis.fetch = async (input, init) => {
    const asked = input instanceof Request ? input.url : String(input);
    const url = URL.canParse(asked) ? new URL(asked) : undefined;
    const target = url === undefined ? undefined : redirectedUrl(url, origin);
    if (url === undefined || target === undefined) return fetch(input, init);
    const redirected = new Request(input, init);
    const headers = new Headers(redirected.headers);
    headers.set(AWS_HOST_HEADER, url.hostname);
    const { method, body, redirect, signal } = redirected;
    return fetch(target, {
      method,
      headers,
      body,
      redirect,
      signal,
      ...(body === null ? {} : { duplex: 'half' }),
    });
  };
}

/** The three forms of `https.request`: options, or a URL with or without options, each with a callback or not. */
function requestParameters(parameters: readonly unknown[]): {
  readonly url: URL | undefined;
  readonly options: https.RequestOptions;
  readonly callback: ((response: http.IncomingMessage) => void) | undefined;
} {
  const [first, ...rest] = parameters;
  const given = typeof first === 'string' || first instanceof URL ? new URL(first) : undefined;
  const second = given === undefined ? first : rest.find((parameter) => typeof parameter === 'object');
  const options: https.RequestOptions = typeof second === 'object' && second !== null ? second : {};
  const callback = rest.find((parameter) => typeof parameter === 'function');
  return {
    url: given === undefined || options.hostname || options.host ? urlOf(options, given) : given,
    options: given === undefined ? options : { method: 'GET', ...options },
    callback: typeof callback === 'function' ? (response) => callback(response) : undefined,
  };
}

function urlOf(options: https.RequestOptions, given: URL | undefined): URL | undefined {
  const host = options.hostname ?? options.host ?? given?.hostname ?? 'localhost';
  const port = options.port ?? given?.port ?? '';
  const path = options.path ?? (given === undefined ? '/' : given.pathname + given.search);
  const text = `https://${host}${port === '' || port === null ? '' : `:${port}`}${path}`;
  return URL.canParse(text) ? new URL(text) : undefined;
}

function headersOf(headers: https.RequestOptions['headers']): http.OutgoingHttpHeaders {
  if (!Array.isArray(headers)) {
    return Object.fromEntries(
      Object.entries(headers ?? {}).filter(([name]) => name.toLowerCase() !== 'host'),
    );
  }
  // Node also takes a flat list of names and values.
  const entries: [string, string][] = [];
  for (let at = 0; at < headers.length; at += 2) entries.push([String(headers[at]), String(headers[at + 1])]);
  return headersOf(Object.fromEntries(entries));
}
