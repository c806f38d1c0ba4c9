import type { HttpResponse } from '../../../front-door/http.ts';
import { readPageForm } from '../browser/csrf.ts';
import { beginPending } from '../browser/pending-step.ts';
import type { HostedExchange } from '../hosted-site.ts';
import { type AuthorizationRequest, readAuthorizationRequest } from '../oauth2/authorization-request.ts';
import { formError, usernameField } from './form-field.ts';
import { html } from './html.ts';
import { flowPage, pageLink, toPage } from './page-form.ts';
import { explain } from './plain-words.ts';

/** `GET /forgotPassword`. */
export async function showForgotPassword(exchange: HostedExchange): Promise<HttpResponse> {
  const authorization = readAuthorizationRequest(exchange);
  return forgotPasswordPage(exchange, authorization, authorization.loginHint);
}

/** `POST /forgotPassword`: has a code sent, then asks for it. */
export async function submitForgotPassword(exchange: HostedExchange): Promise<HttpResponse> {
  const form = await readPageForm(exchange);
  const authorization = readAuthorizationRequest(exchange);
  const { site, pool } = exchange;
  const clientId = authorization.client.id;
  const username = form.get('username')?.trim() ?? '';
  if (username === '') return forgotPasswordPage(exchange, authorization, '', 'Type your sign-in name.');
  try {
    const delivery = await site.backend.forgotPassword(pool.id, clientId, username);
    const cookie = await beginPending(exchange, {
      kind: 'reset-password',
      clientId,
      username,
      ...(delivery ? { destination: delivery.destination } : {}),
    });
    return toPage(exchange, authorization, '/confirmForgotPassword', [cookie]);
  } catch (error) {
    return forgotPasswordPage(exchange, authorization, username, explain(exchange, error));
  }
}

function forgotPasswordPage(
  exchange: HostedExchange,
  authorization: AuthorizationRequest,
  username: string | undefined,
  error?: string,
): HttpResponse {
  const invalid = error !== undefined;
  return flowPage(
    exchange,
    authorization,
    {
      title: 'Forgot password',
      heading: 'Forgot your password?',
      lead: html`We send you a code, with which you choose a new one.`,
      ...(invalid ? { status: 400 } : {}),
    },
    (form) => html`
${formError(error)}
${form(
  '/forgotPassword',
  'forgotPasswordForm',
  html`${usernameField(exchange.pool, { id: 'username', value: username, invalid, autofocus: true })}
<button type="submit" name="reset_my_password">Send the code</button>`,
)}
<p class="foot"><a href="${pageLink(exchange, authorization, '/login')}">Back to sign in</a></p>`,
  );
}
