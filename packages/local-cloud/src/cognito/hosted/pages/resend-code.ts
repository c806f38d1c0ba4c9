import type { HttpResponse } from '../../../front-door/http.ts';
import { readPageForm } from '../browser/csrf.ts';
import { findPending } from '../browser/pending-step.ts';
import type { HostedExchange } from '../hosted-site.ts';
import { readAuthorizationRequest } from '../oauth2/authorization-request.ts';
import { confirmUserPage } from './confirm-user.ts';
import { explain } from './plain-words.ts';

/** `POST /resendcode`: a new sign-up code, then the page that asks for it. */
export async function resendCode(exchange: HostedExchange): Promise<HttpResponse> {
  const form = await readPageForm(exchange);
  const authorization = readAuthorizationRequest(exchange);
  const { site, pool } = exchange;
  const clientId = authorization.client.id;
  const step = findPending(exchange, clientId, 'confirm');
  const username = form.get('username')?.trim() || step?.username || '';
  const view = { username, known: username !== '', destination: step?.destination };
  try {
    const delivery = await site.backend.resendConfirmationCode(pool.id, clientId, username);
    return confirmUserPage(exchange, authorization, {
      ...view,
      destination: delivery?.destination ?? view.destination,
      notice: 'A new code is on its way. The one before is no longer good.',
    });
  } catch (error) {
    return confirmUserPage(exchange, authorization, { ...view, error: explain(exchange, error) });
  }
}
