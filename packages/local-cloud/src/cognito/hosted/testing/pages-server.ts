import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SYSTEM_SOURCES } from '../../../aws/sources.ts';
import { type HeaderLine, HttpRequest, type HttpResponse } from '../../../front-door/http.ts';
import type { JournalEntry } from '../../../journal/journal.ts';
import { memoryStore } from '../../../store/memory-store.ts';
import type { ClosableStore } from '../../../store/ordered-store.ts';
import { createHostedPages } from '../hosted-pages.ts';
import { type FakeBackend, fakeBackend, POOL_ID } from './fake-backend.ts';

/** The pages of a fake pool behind a listener, as the front door mounts them. */
export interface PagesServer {
  /** `http://localhost:<port>` */
  readonly origin: string;
  /** The origin with the pool's prefix. */
  readonly base: string;
  readonly backend: FakeBackend;
  readonly store: ClosableStore;
  readonly journal: JournalEntry[];
  /** Milliseconds to be added to the clock of the pages. */
  clock: { ahead: number };
  /** Makes the pages anew over the same store, as a restart does. */
  restart(): void;
  close(): Promise<void>;
}

/** `publicOrigin` makes the pages think that they are reached under another address. */
export async function startPages(publicOrigin?: string): Promise<PagesServer> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://localhost:${addressPort(server.address())}`;
  const backend = await fakeBackend(origin);
  const store = memoryStore();
  const journal: JournalEntry[] = [];
  const clock = { ahead: 0 };
  const make = (): ReturnType<typeof createHostedPages> =>
    createHostedPages(
      {
        origin: publicOrigin ?? origin,
        sources: { ...SYSTEM_SOURCES, now: () => Date.now() + clock.ahead },
        journal: { write: (entry) => void journal.push(entry) },
        store: store.namespace('hosted'),
      },
      backend,
    );
  let pages = make();
  server.on('request', (message, response) => {
    const request = requestOf(message);
    const [, poolId = '', path = ''] = /^\/([^/]*)(.*)$/.exec(request.rawPath) ?? [];
    pages
      .handle(poolId, request.at(path))
      .then((answer) => send(response, answer ?? { status: 404, headers: {} }))
      .catch((error: unknown) => send(response, { status: 500, headers: {}, body: String(error) }));
  });
  return {
    origin,
    base: `${origin}/${POOL_ID}`,
    backend,
    store,
    journal,
    clock,
    restart: () => {
      pages = make();
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function addressPort(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('The listener has no port.');
  return address.port;
}

function requestOf(message: IncomingMessage): HttpRequest {
  const headers: HeaderLine[] = [];
  for (let index = 0; index + 1 < message.rawHeaders.length; index += 2) {
    headers.push([message.rawHeaders[index] ?? '', message.rawHeaders[index + 1] ?? '']);
  }
  return new HttpRequest({
    id: randomUUID(),
    receivedAt: Date.now(),
    method: message.method ?? 'GET',
    target: message.url ?? '/',
    headers,
    remoteAddress: '127.0.0.1',
    stream: message,
  });
}

function send(response: ServerResponse, answer: HttpResponse): void {
  response.statusCode = answer.status;
  for (const [name, value] of Object.entries(answer.headers)) response.setHeader(name, [value].flat());
  response.end(answer.body);
}
