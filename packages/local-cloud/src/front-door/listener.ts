import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Sources } from '../aws/sources.ts';
import { type HeaderLine, type HttpHandler, HttpRequest, type HttpResponse } from './http.ts';

/** A server that listens. */
export interface Listener {
  readonly port: number;
  /** Takes no more connections, lets what runs end for a moment, then cuts what is left. */
  close(): Promise<void>;
}

/** The port is taken, or may not be used. */
export class ListenError extends Error {
  override name = 'ListenError';
}

/**
 * Listens on the loopback address and hands every request to `handler`.
 * `onFault` hears of rejections of the handler; the client then gets a 500 that tells nothing.
 * Port 0 takes a free one. Throws ListenError.
 */
export async function listen(needs: {
  readonly port: number;
  readonly sources: Sources;
  readonly handler: HttpHandler;
  readonly onFault: (request: HttpRequest, error: unknown) => void;
}): Promise<Listener> {
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS, maxHeaderSize: MAX_HEADER_BYTES });
  server.on('request', (message, response) => {
    void serve(message, response, needs);
  });
  server.on('checkContinue', (message, response) => {
    response.writeContinue();
    void serve(message, response, needs);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => reject(listenError(needs.port, cause)));
    server.listen(needs.port, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : needs.port;
  return { port, close: () => close(server) };
}

/** Longer than the SDK keeps its connections, so that it never writes to one that is just closing. */
const KEEP_ALIVE_MS = 65_000;
const MAX_HEADER_BYTES = 64 * 1024;
const CLOSE_GRACE_MS = 2_000;

async function serve(
  message: IncomingMessage,
  response: ServerResponse,
  { sources, handler, onFault }: Parameters<typeof listen>[0],
): Promise<void> {
  const request = new HttpRequest({
    id: sources.uuid(),
    receivedAt: sources.now(),
    method: message.method ?? 'GET',
    target: requestTarget(message.url ?? '/'),
    headers: headerLines(message.rawHeaders),
    remoteAddress: message.socket.remoteAddress ?? '',
    stream: message,
  });
  try {
    await send(response, await handler(request), request.method);
  } catch (error) {
    // A client that went away is nobody's fault.
    if (response.destroyed || message.destroyed) return;
    onFault(request, error);
    if (response.headersSent) response.destroy();
    else await send(response, INTERNAL_ERROR, request.method).catch(() => {});
  }
}

const INTERNAL_ERROR: HttpResponse = {
  status: 500,
  headers: { 'Content-Type': 'application/json' },
  body: '{"__type":"InternalFailure","message":"The local cloud failed to answer. Its log says why."}',
};

async function send(response: ServerResponse, answer: HttpResponse, method: string): Promise<void> {
  const { status, headers, body } = answer;
  if (body instanceof Readable) {
    response.writeHead(status, rawHeaders(headers));
    if (method === 'HEAD') {
      body.destroy();
      response.end();
    } else await pipeline(body, response);
    return;
  }
  const content = body ?? '';
  const bodiless = status === 204 || status === 304;
  response.writeHead(status, rawHeaders(headers, bodiless ? undefined : content));
  // Text goes out in one write together with the headers; bytes would take a second one.
  response.end(method === 'HEAD' || bodiless ? undefined : content);
}

/**
 * Names and values in turn, as Node takes them fastest. Of names that differ only in case the last counts.
 * The length of `content` is added when the headers do not tell it.
 */
function rawHeaders(headers: HttpResponse['headers'], content?: string | Uint8Array): string[] {
  const fields = new Map<string, readonly [name: string, value: string | readonly string[]]>();
  for (const name of Object.keys(headers)) {
    const value = headers[name];
    if (value !== undefined) fields.set(name.toLowerCase(), [name, value]);
  }
  if (content !== undefined && !fields.has('content-length')) {
    fields.set('content-length', ['Content-Length', String(Buffer.byteLength(content))]);
  }
  const raw: string[] = [];
  for (const [name, value] of fields.values()) {
    if (typeof value === 'string') raw.push(name, value);
    else for (const each of value) raw.push(name, each);
  }
  return raw;
}

/** Path and query; the absolute form that proxies send loses its scheme and host. */
function requestTarget(url: string): string {
  if (url.startsWith('/')) return url;
  const absolute = /^https?:\/\/[^/?]*(.*)$/is.exec(url)?.[1];
  if (absolute === undefined) return '/';
  return absolute.startsWith('/') ? absolute : `/${absolute}`;
}

function headerLines(raw: readonly string[]): HeaderLine[] {
  const lines: HeaderLine[] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) {
    lines.push([raw[index] ?? '', raw[index + 1] ?? '']);
  }
  return lines;
}

function listenError(port: number, cause: NodeJS.ErrnoException): ListenError {
  const reason =
    cause.code === 'EADDRINUSE'
      ? `Port ${port} is taken by another program. Choose another with --port.`
      : `Cannot listen on port ${port}: ${cause.message}`;
  return new ListenError(reason, { cause });
}

async function close(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), CLOSE_GRACE_MS);
  await closed;
  clearTimeout(timer);
}
