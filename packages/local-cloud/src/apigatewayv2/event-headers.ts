import type { HttpExchange } from './http-exchange.ts';

/** Headers that concern one connection only and never reach an integration. */
const DROPPED: ReadonlySet<string> = new Set([
  'connection',
  'expect',
  'http2-settings',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Headers that the gateway writes itself. */
const REPLACED: ReadonlySet<string> = new Set([
  'content-length',
  'x-amzn-trace-id',
  'x-forwarded-for',
  'x-forwarded-port',
  'x-forwarded-proto',
]);

/** The client's headers and those that the gateway adds: every value by its name in lower case. */
export function headerLists(exchange: HttpExchange): ReadonlyMap<string, readonly string[]> {
  const { http, facts, trace, body } = exchange;
  const lists = new Map<string, string[]>();
  for (const [name, value] of http.headers) {
    const lower = name.toLowerCase();
    if (DROPPED.has(lower) || REPLACED.has(lower)) continue;
    const known = lists.get(lower);
    if (known === undefined) lists.set(lower, [value]);
    else known.push(value);
  }
  lists.set('content-length', [String(body.length)]);
  lists.set('x-amzn-trace-id', [
    http.header('x-amzn-trace-id') === undefined
      ? `Root=${trace.root}`
      : `Root=${trace.root};Parent=${trace.parent};Sampled=${trace.sampled}`,
  ]);
  lists.set('x-forwarded-for', [[...http.headerValues('x-forwarded-for'), exchange.sourceIp].join(', ')]);
  lists.set('x-forwarded-port', [facts.port]);
  lists.set('x-forwarded-proto', [facts.scheme]);
  return lists;
}

/** The cookies of a request, each `name=value`; undefined when there are none. */
export function cookiesOf({ http }: HttpExchange): string[] | undefined {
  const cookies = http
    .headerValues('cookie')
    .flatMap((line) => line.split(';'))
    .map((cookie) => cookie.trim())
    .filter((cookie) => cookie !== '');
  return cookies.length === 0 ? undefined : cookies;
}
