import type { HttpResponse } from '../../../front-door/http.ts';
import { findSession } from '../browser/browser-session.ts';
import { type HostedExchange, poolPath } from '../hosted-site.ts';
import { Refusal } from '../refusal.ts';
import { readAuthorizationRequest } from './authorization-request.ts';
import { redirect } from './callback.ts';
import { grant } from './grant.ts';

/** `GET /oauth2/authorize`: on to the sign-in page, or straight back to the app when signed in already. */
export async function authorize(exchange: HostedExchange): Promise<HttpResponse> {
  const authorization = readAuthorizationRequest(exchange);
  const session = findSession(exchange);
  if (session !== undefined && authorization.prompt !== 'login') {
    return redirect(await grant(exchange, authorization, session));
  }
  if (authorization.prompt === 'none') {
    const { redirectUri, state } = authorization;
    throw new Refusal(
      { kind: 'callback', redirectUri, state, error: 'login_required' },
      { rule: 'prompt=none', text: 'Nobody is signed in in this browser, and no page may be shown.' },
    );
  }
  return redirect(`${poolPath(exchange)}/login?${authorization.query}`);
}
