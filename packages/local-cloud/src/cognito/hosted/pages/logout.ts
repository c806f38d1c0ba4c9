import type { HttpResponse } from '../../../front-door/http.ts';
import { endSession } from '../browser/browser-session.ts';
import { endPending } from '../browser/pending-step.ts';
import type { HostedExchange } from '../hosted-site.ts';
import { readAuthorizationRequest } from '../oauth2/authorization-request.ts';
import { redirect } from '../oauth2/callback.ts';
import { Refusal } from '../refusal.ts';
import { toPage } from './page-form.ts';

/**
 * `GET /logout`: ends the browser's session and goes on to the client's sign-out URL, or, with the
 * parameters of an authorization request, to the sign-in page. Tokens stay what they are.
 */
export async function logout(exchange: HostedExchange): Promise<HttpResponse> {
  const { site, pool, request } = exchange;
  const query = request.query;
  const clientId = query.get('client_id') ?? '';
  const logoutUri = query.get('logout_uri');
  if (logoutUri === null && query.has('redirect_uri')) {
    const authorization = readAuthorizationRequest(exchange);
    return toPage(exchange, authorization, '/login', await signOutCookies(exchange));
  }
  const client = site.backend.client(pool.id, clientId);
  if (client === undefined || logoutUri === null || !client.logoutUrls.includes(logoutUri)) {
    throw new Refusal(
      { kind: 'page', status: 400, heading: 'Something went wrong', text: MISSING },
      {
        rule: client ? `sign-out URLs of app client ${client.name}` : 'logout',
        text: client
          ? `logout_uri is not one of the client’s sign-out URLs: ${client.logoutUrls.join(', ')}`
          : `User pool ${pool.id} has no app client of the client_id that was sent.`,
        hint: 'Send client_id and logout_uri, registered to the letter in LogoutURLs; post_logout_redirect_uri is not understood.',
      },
    );
  }
  return redirect(logoutUri, await signOutCookies(exchange));
}

/** Cognito's own words, which name the other parameter that would have been taken. */
const MISSING = "Required String parameter 'redirect_uri' is not present";

async function signOutCookies(exchange: HostedExchange): Promise<readonly string[]> {
  return [await endSession(exchange), await endPending(exchange)];
}
