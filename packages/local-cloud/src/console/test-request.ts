import { Readable } from 'node:stream';
import type { Sources } from '../aws/sources.ts';
import type { CognitoCore } from '../cognito/core.ts';
import { startSession } from '../cognito/tokens/issue-tokens.ts';
import { type HeaderLine, type HttpHandler, HttpRequest, type HttpResponse } from '../front-door/http.ts';
import { type AskedRequest, METHODS, type SendOutcome } from './send-page.ts';

export interface TestRequestNeeds {
  readonly core: CognitoCore;
  readonly sources: Sources;
  /** Answers as the front door does. */
  readonly handler: HttpHandler;
  readonly origin: string;
  /** The addresses of the APIs that may be asked. */
  apis(): readonly string[];
}

const MAX_SHOWN_BYTES = 64 * 1024;

/** Sends the request, with a token of the chosen user where one is chosen. No token is ever shown. */
export async function sendTestRequest(needs: TestRequestNeeds, asked: AskedRequest): Promise<SendOutcome> {
  const { api, method, path, body } = asked;
  if (!needs.apis().includes(api) || !METHODS.includes(method))
    return refused('There is no such API or method.');
  if (!/^\/[\x21-\x7e]*$/.test(path)) return refused('The path begins with a slash and has no spaces.');
  if (method !== 'GET' && !asked.agreed) {
    return refused(`${method} may change data: say that it may, then send again.`);
  }
  const token = asked.user === '' ? '' : await tokenOf(needs.core, asked.user, asked.token);
  if (token === undefined) return refused('The user cannot be signed in: there is none, or it is disabled.');
  const content = Buffer.from(method === 'GET' ? '' : body);
  const headers: HeaderLine[] = [
    ['Host', new URL(needs.origin).host],
    ['Accept', 'application/json'],
    ...(token === '' ? [] : [['Authorization', `Bearer ${token}`] as const]),
    ...(content.length === 0
      ? []
      : [['Content-Type', 'application/json'] as const, ['Content-Length', String(content.length)] as const]),
  ];
  const request = new HttpRequest({
    id: needs.sources.uuid(),
    receivedAt: needs.sources.now(),
    method,
    target: new URL(api).pathname.replace(/\/$/, '') + path,
    headers,
    remoteAddress: '127.0.0.1',
    stream: Readable.from(content.length === 0 ? [] : [content]),
  });
  return shown(request.id, await needs.handler(request));
}

/** A token as the hosted sign-in would give it; undefined when the user cannot sign in. */
async function tokenOf(core: CognitoCore, name: string, kind: string): Promise<string | undefined> {
  const [poolId = '', sub = ''] = name.split('/');
  const pool = core.pools.get(poolId);
  const user = pool && core.users.bySub(pool, sub);
  const clients = core.clients.list().filter((client) => client.poolId === poolId);
  const client = clients.find(({ settings }) => settings.AllowedOAuthFlows?.includes('code')) ?? clients[0];
  if (pool === undefined || user?.enabled !== true || client === undefined) return undefined;
  const scopes = client.settings.AllowedOAuthScopes ?? [];
  const tokens = await startSession(
    core,
    { pool, client, user },
    {
      origin: scopes.length > 0 ? 'oauth' : 'api',
      scopes,
      authTime: Math.floor(core.sources.now() / 1000),
      withRefreshToken: false,
      source: scopes.length > 0 ? 'TokenGeneration_HostedAuth' : 'TokenGeneration_Authentication',
    },
  );
  return kind === 'id' ? tokens.idToken : tokens.accessToken;
}

async function shown(requestId: string, { status, headers, body }: HttpResponse): Promise<SendOutcome> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body instanceof Readable ? body : [body ?? '']) {
    chunks.push(Buffer.from(chunk));
    length += chunk.length;
    if (length > MAX_SHOWN_BYTES) break;
  }
  const text = Buffer.concat(chunks).subarray(0, MAX_SHOWN_BYTES).toString();
  return {
    kind: 'answered',
    requestId,
    status,
    headers: Object.entries(headers).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : value.join(', '),
    ]),
    body: length > MAX_SHOWN_BYTES ? `${text}…` : text,
  };
}

function refused(reason: string): SendOutcome {
  return { kind: 'refused', reason };
}
