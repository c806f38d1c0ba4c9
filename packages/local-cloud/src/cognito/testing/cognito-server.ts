import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  CognitoIdentityProviderClient,
  type CognitoIdentityProviderClientConfig,
} from '@aws-sdk/client-cognito-identity-provider';
import { LOCAL_ACCOUNT } from '../../aws/account.ts';
import type { AuthorizationRequest, Caller } from '../../aws/aws-service.ts';
import { type Sources, SYSTEM_SOURCES } from '../../aws/sources.ts';
import { type HeaderLine, HttpRequest } from '../../front-door/http.ts';
import type { JournalEntry } from '../../journal/journal.ts';
import type { FunctionInvoker } from '../../lambda/function-invoker.ts';
import { memoryStore } from '../../store/memory-store.ts';
import type { OrderedStore } from '../../store/ordered-store.ts';
import { type Cognito, createCognito } from '../cognito.ts';

/** User pools behind a listener of their own, for tests with real clients. */
export interface CognitoServer {
  readonly cognito: Cognito;
  readonly client: CognitoIdentityProviderClient;
  readonly origin: string;
  readonly journal: JournalEntry[];
  /** What callers were asked to be allowed. */
  readonly authorizations: AuthorizationRequest[];
  /** Moves the cloud's clock forwards. */
  advance(milliseconds: number): void;
  /** The code in the newest message to an address. */
  codeFor(to: string): Promise<string>;
  close(): Promise<void>;
}

export interface ServerOptions {
  readonly store?: OrderedStore;
  readonly invoker?: FunctionInvoker;
  /** Throws to refuse. */
  readonly authorize?: (request: AuthorizationRequest) => void;
}

const NO_FUNCTIONS: FunctionInvoker = {
  invoke: () => Promise.reject(new Error('There are no functions.')),
  allows: () => false,
};

function headerLines(raw: readonly string[]): HeaderLine[] {
  return raw.flatMap((name, at) => (at % 2 === 0 ? [[name, raw[at + 1] ?? ''] satisfies HeaderLine] : []));
}

export async function cognitoServer(options: ServerOptions = {}): Promise<CognitoServer> {
  let offset = 0;
  const journal: JournalEntry[] = [];
  const authorizations: AuthorizationRequest[] = [];
  const sources: Sources = { ...SYSTEM_SOURCES, now: () => Date.now() + offset };
  const caller: Caller = {
    arn: 'arn:aws:iam::000000000000:user/test',
    accountId: LOCAL_ACCOUNT.accountId,
    userId: 'test',
    authorize(request) {
      authorizations.push(request);
      options.authorize?.(request);
    },
  };
  const server = createServer((incoming, outgoing) => {
    answer(incoming, outgoing).catch((error: unknown) => {
      outgoing.writeHead(500).end(String(error));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  const cognito = await createCognito(
    {
      account: LOCAL_ACCOUNT,
      sources,
      journal: { write: (entry) => void journal.push(entry) },
      store: options.store ?? memoryStore(),
      origin,
    },
    { invoker: () => options.invoker ?? NO_FUNCTIONS },
  );

  async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const request = new HttpRequest({
      id: sources.uuid(),
      receivedAt: sources.now(),
      method: incoming.method ?? 'GET',
      target: incoming.url ?? '/',
      headers: headerLines(incoming.rawHeaders),
      remoteAddress: '127.0.0.1',
      stream: incoming,
    });
    const [service] = cognito.services;
    if (service === undefined) throw new Error('There is no service.');
    const signed = request.header('authorization') !== undefined;
    if (!signed && !service.isPublic(request)) throw new Error('The call is not signed.');
    const response = await service.handle({
      request,
      body: await request.body(),
      caller: signed ? caller : undefined,
    });
    outgoing.writeHead(response.status, { ...response.headers } as Record<string, string>);
    outgoing.end(response.body);
  }

  const config: CognitoIdentityProviderClientConfig = {
    endpoint: origin,
    region: LOCAL_ACCOUNT.region,
    credentials: { accessKeyId: 'AKIATEST', secretAccessKey: 'test' },
    maxAttempts: 1,
  };
  const client = new CognitoIdentityProviderClient(config);
  return {
    cognito,
    client,
    origin,
    journal,
    authorizations,
    advance: (milliseconds) => {
      offset += milliseconds;
    },
    async codeFor(to) {
      const [message] = await cognito.mail.messages({ to, limit: 1 });
      if (message?.code === undefined) throw new Error(`There is no code for ${to}.`);
      return message.code;
    },
    async close() {
      await cognito.close?.();
      client.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
