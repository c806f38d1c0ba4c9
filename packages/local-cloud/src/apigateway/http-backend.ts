import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest, Agent as TlsAgent } from 'node:https';
import { isHeaderValue, wireHeaderValue } from './header-safety.ts';
import type { Refusal } from './refusal.ts';

const RESPONSE_LIMIT = 10_485_760;
const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);
const agents = { 'http:': new Agent({ keepAlive: true }), 'https:': new TlsAgent({ keepAlive: true }) };

/** What a backend is sent. */
export interface BackendRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Record<string, string | readonly string[]>;
  readonly body: Buffer;
}

export interface BackendResponse {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
}

/** The URL that `text` is when it leads to this machine; user names and passwords in it are dropped. */
export function loopbackUrl(text: string): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !LOOPBACK.has(url.hostname) || !(url.protocol in agents)) return undefined;
  url.username = '';
  url.password = '';
  return url;
}

/** Sends a request to a backend; what keeps it from answering is an INTEGRATION_TIMEOUT or INTEGRATION_FAILURE. */
export function askBackend(asked: BackendRequest, timeoutMs: number): Promise<BackendResponse | Refusal> {
  const { method, url, headers, body } = asked;
  const where = `${url.protocol}//${url.host}`;
  return new Promise((resolve) => {
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const agent = url.protocol === 'https:' ? agents['https:'] : agents['http:'];
    const outgoing = send(url, { method, headers: wire(headers, body, method), agent });
    const timer = setTimeout(() => {
      resolve(timedOut(where, timeoutMs));
      outgoing.destroy();
    }, timeoutMs);
    const end = (result: BackendResponse | Refusal): void => {
      clearTimeout(timer);
      resolve(result);
    };
    outgoing.on('error', (error) => end(unreachable(where, error)));
    outgoing.on('response', (incoming) => {
      const chunks: Buffer[] = [];
      let length = 0;
      incoming.on('data', (chunk: Buffer) => {
        length += chunk.length;
        chunks.push(chunk);
        if (length > RESPONSE_LIMIT) outgoing.destroy(new Error('the answer has more than 10 MB'));
      });
      incoming.on('error', (error) => end(unreachable(where, error)));
      incoming.on('end', () =>
        end({
          status: incoming.statusCode ?? 502,
          headers: incoming.headers,
          rawHeaders: incoming.rawHeaders,
          body: Buffer.concat(chunks),
        }),
      );
    });
    outgoing.end(body);
  });
}

function wire(
  headers: BackendRequest['headers'],
  body: Buffer,
  method: string,
): Record<string, string | string[]> {
  const sent: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(headers)) {
    const values = (typeof value === 'string' ? [value] : value).filter(isHeaderValue).map(wireHeaderValue);
    if (values.length > 0) sent[name] = values.length === 1 && values[0] !== undefined ? values[0] : values;
  }
  if (body.length > 0 || !['GET', 'HEAD', 'OPTIONS', 'DELETE'].includes(method)) {
    sent['content-length'] = String(body.length);
  }
  return sent;
}

function timedOut(where: string, timeoutMs: number): Refusal {
  return {
    type: 'INTEGRATION_TIMEOUT',
    message: 'Endpoint request timed out',
    rule: 'integration timeout',
    detail: `${where} did not answer within ${timeoutMs} ms.`,
    failed: true,
  };
}

function unreachable(where: string, error: Error): Refusal {
  return {
    type: 'INTEGRATION_FAILURE',
    message: 'Network error communicating with endpoint',
    rule: 'HTTP integration',
    detail: `${where} could not be asked: ${error.message}`,
    failed: true,
  };
}
