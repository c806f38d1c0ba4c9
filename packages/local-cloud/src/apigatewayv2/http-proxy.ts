import { askBackend, type BackendResponse, loopbackUrl } from '../apigateway/http-backend.ts';
import type { HttpResponse } from '../front-door/http.ts';
import { CONNECTION_HEADERS } from './connection-headers.ts';
import { headerLists } from './event-headers.ts';
import type { HttpProxyIntegration } from './http-api-model.ts';
import type { HttpExchange, HttpStageFacts, RouteIntegration } from './http-exchange.ts';
import { broken, type HttpRefusal } from './http-refusal.ts';
import { type OutgoingRequest, requestMapping } from './parameter-mapping.ts';

/** `HTTP_PROXY`: the request goes on as it is, the answer comes back as it is. This machine only. */
export function httpProxy(settings: HttpProxyIntegration, facts: HttpStageFacts): RouteIntegration {
  const map = requestMapping(settings.requestParameters);
  const withVariables = settings.uri.replace(
    /\$\{stageVariables\.([A-Za-z0-9_]+)\}/g,
    (_, name: string) => facts.variables?.[name] ?? '',
  );

  return async (exchange) => {
    const url = backendUrl(withVariables, exchange);
    if ('rule' in url) return url;
    const headers: OutgoingRequest['headers'] = Object.create(null);
    for (const [name, values] of headerLists(exchange)) {
      if (name !== 'host' && name !== 'content-length') headers[name] = values;
    }
    const outgoing: OutgoingRequest = {
      headers,
      query: new URLSearchParams(exchange.http.rawQuery),
      path: undefined,
    };
    map(exchange, outgoing);
    if (outgoing.path !== undefined) url.pathname = outgoing.path;
    for (const [name, value] of outgoing.query) url.searchParams.append(name, value);
    const method = settings.method === 'ANY' ? exchange.http.method : settings.method;
    const answer = await askBackend({ method, url, headers, body: exchange.body }, settings.timeoutMs);
    return 'rule' in answer ? answer : passedOn(answer);
  };
}

function backendUrl(uri: string, exchange: HttpExchange): URL | HttpRefusal {
  const { route } = exchange;
  // What a client sends must not lead out of the folder that the integration names.
  const values = [...Object.values(route?.pathParameters ?? {}), exchange.path];
  if (values.some((value) => value.split('/').some((part) => part === '.' || part === '..'))) {
    return {
      type: 'DEFAULT_4XX',
      message: 'Bad Request',
      rule: 'HTTP_PROXY integration',
      detail: 'The path has a part that is "." or "..", which is not passed on.',
    };
  }
  const filled = uri.replace(/\{([^{}]+?)\+?\}/g, (whole, name: string) => {
    const value = route?.pathParameters?.[name];
    return value === undefined ? whole : encoded(value);
  });
  // The default route has no path of its own: the backend gets the client's.
  const target = route?.routeKey === '$default' ? filled.replace(/\/$/, '') + encoded(exchange.path) : filled;
  return (
    loopbackUrl(target) ??
    broken(
      'HTTP_PROXY integration',
      'The URI does not lead to this machine; others are not called.',
      'Point it at localhost, for instance by a stage variable.',
    )
  );
}

function encoded(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

function passedOn(answer: BackendResponse): HttpResponse {
  const headers: Record<string, string | string[]> = Object.create(null);
  for (let index = 0; index + 1 < answer.rawHeaders.length; index += 2) {
    const name = (answer.rawHeaders[index] ?? '').toLowerCase();
    if (CONNECTION_HEADERS.has(name)) continue;
    const known = headers[name];
    const value = answer.rawHeaders[index + 1] ?? '';
    headers[name] = known === undefined ? value : [known, value].flat();
  }
  return { status: answer.status, headers, body: answer.body };
}
