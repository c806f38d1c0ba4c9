import type { HttpRequest } from '../../../front-door/http.ts';
import { type HostedExchange, poolPath } from '../hosted-site.ts';

/** The value of the first cookie of that name. Values here are base64url, so nothing is decoded. */
export function readCookie(request: HttpRequest, name: string): string | undefined {
  for (const header of request.headerValues('cookie')) {
    for (const pair of header.split(';')) {
      const mark = pair.indexOf('=');
      if (mark > 0 && pair.slice(0, mark).trim() === name) return pair.slice(mark + 1).trim();
    }
  }
  return undefined;
}

/**
 * A `Set-Cookie` line that only the pool's own pages get back. `maxAge` in seconds; without it the cookie
 * ends with the browser's session.
 */
export function setCookie(exchange: HostedExchange, name: string, value: string, maxAge?: number): string {
  const lifetime = maxAge === undefined ? '' : `; Max-Age=${maxAge}`;
  const secure = exchange.site.origin.startsWith('https:') ? '; Secure' : '';
  return `${name}=${value}; Path=${poolPath(exchange)}${lifetime}; HttpOnly; SameSite=Lax${secure}`;
}

export function expireCookie(exchange: HostedExchange, name: string): string {
  return setCookie(exchange, name, '', 0);
}
