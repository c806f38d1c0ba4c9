import type { HostedExchange } from '../hosted-site.ts';
import { expireCookie, readCookie, setCookie } from './cookies.ts';

const COOKIE = 'cognito';

/** Seconds. Cognito fixes it at one hour. */
export const SESSION_LIFETIME = 3600;

/** Who is signed in in a browser. */
export interface BrowserSession {
  readonly sub: string;
  /** Seconds since the epoch: when the person proved who they are. */
  readonly authTime: number;
}

/** The session of the request's cookie, as long as its user is still there and enabled. */
export function findSession(exchange: HostedExchange): BrowserSession | undefined {
  const { site, pool, request } = exchange;
  const secret = readCookie(request, COOKIE);
  const session = secret === undefined ? undefined : site.sessions.find(pool.id, secret);
  return session && site.backend.user(pool.id, session.sub) ? session : undefined;
}

/**
 * Signs the browser in. The cookie is always a new one, so that a value which somebody planted before the
 * sign-in is worth nothing after it.
 */
export async function startSession(
  exchange: HostedExchange,
  sub: string,
): Promise<{ readonly session: BrowserSession; readonly cookie: string }> {
  const { site, pool } = exchange;
  await forgetSession(exchange);
  const session: BrowserSession = { sub, authTime: Math.floor(site.sources.now() / 1000) };
  const secret = await site.sessions.issue(pool.id, session);
  return { session, cookie: setCookie(exchange, COOKIE, secret, SESSION_LIFETIME) };
}

/** Signs the browser out and gives the `Set-Cookie` line that says so. */
export async function endSession(exchange: HostedExchange): Promise<string> {
  await forgetSession(exchange);
  return expireCookie(exchange, COOKIE);
}

async function forgetSession(exchange: HostedExchange): Promise<void> {
  const secret = readCookie(exchange.request, COOKIE);
  if (secret !== undefined) await exchange.site.sessions.forget(exchange.pool.id, secret);
}
