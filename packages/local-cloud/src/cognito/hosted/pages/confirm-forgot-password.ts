import type { HttpResponse } from '../../../front-door/http.ts';
import { readPageForm } from '../browser/csrf.ts';
import { beginPending, findPending } from '../browser/pending-step.ts';
import type { HostedExchange } from '../hosted-site.ts';
import { type AuthorizationRequest, readAuthorizationRequest } from '../oauth2/authorization-request.ts';
import { chosenPassword } from './chosen-password.ts';
import { codeField, formError, formField, newPasswordField, usernameField } from './form-field.ts';
import { html } from './html.ts';
import { flowPage, pageLink, toPage } from './page-form.ts';
import { explain } from './plain-words.ts';
import { typedCode } from './typed-code.ts';

/** `GET /confirmForgotPassword`: asks for the code that was sent and for the new password. */
export async function showConfirmForgotPassword(exchange: HostedExchange): Promise<HttpResponse> {
  const authorization = readAuthorizationRequest(exchange);
  const step = findPending(exchange, authorization.client.id, 'reset-password');
  return confirmForgotPasswordPage(exchange, authorization, {
    username: step?.username,
    known: step !== undefined,
    destination: step?.destination,
  });
}

/** `POST /confirmForgotPassword`: sets the password, then on to the sign-in page. */
export async function submitConfirmForgotPassword(exchange: HostedExchange): Promise<HttpResponse> {
  const form = await readPageForm(exchange);
  const authorization = readAuthorizationRequest(exchange);
  const { site, pool } = exchange;
  const clientId = authorization.client.id;
  const step = findPending(exchange, clientId, 'reset-password');
  const username = form.get('username')?.trim() || step?.username || '';
  const known = step !== undefined && step.username === username;
  const view = { username, known, destination: known ? step.destination : undefined };
  const chosen = chosenPassword(form);
  const code = typedCode(form);
  if (username === '' || code === '') {
    return confirmForgotPasswordPage(exchange, authorization, {
      ...view,
      error: 'Type the code that you were sent.',
    });
  }
  if (!chosen.ok) return confirmForgotPasswordPage(exchange, authorization, { ...view, error: chosen.text });
  try {
    await site.backend.confirmForgotPassword(pool.id, clientId, username, code, chosen.password);
  } catch (error) {
    return confirmForgotPasswordPage(exchange, authorization, { ...view, error: explain(exchange, error) });
  }
  const notice = { kind: 'notice', notice: 'password-changed', clientId, username } as const;
  return toPage(exchange, authorization, '/login', [await beginPending(exchange, notice)]);
}

interface ConfirmForgotPasswordView {
  readonly username: string | undefined;
  /** Whether this browser's step says whose password it is. */
  readonly known: boolean;
  readonly destination: string | undefined;
  readonly error?: string;
}

function confirmForgotPasswordPage(
  exchange: HostedExchange,
  authorization: AuthorizationRequest,
  view: ConfirmForgotPasswordView,
): HttpResponse {
  const { pool } = exchange;
  const invalid = view.error !== undefined;
  const username = view.known && html`<input type="hidden" name="username" value="${view.username ?? ''}">`;
  return flowPage(
    exchange,
    authorization,
    {
      title: 'Reset password',
      heading: 'Choose a new password',
      lead: view.destination
        ? html`We sent a code to <bdi>${view.destination}</bdi>.`
        : html`Type the code that we sent you, and a new password.`,
      ...(invalid ? { status: 400 } : {}),
    },
    (form) => html`
${formError(view.error)}
${form(
  '/confirmForgotPassword',
  'confirmForgotPasswordForm',
  html`${username || usernameField(pool, { id: 'username', value: view.username, invalid })}
${codeField({ id: 'forgot_password_code', label: 'Code', invalid })}
${newPasswordField(pool, { id: 'new_password', name: 'password', label: 'New password', invalid })}
${formField({
  id: 'confirm_password',
  name: 'confirmPassword',
  label: 'New password again',
  type: 'password',
  autocomplete: 'new-password',
  invalid,
})}
<button type="submit" name="reset_password">Change password</button>`,
)}
<p class="foot"><a href="${pageLink(exchange, authorization, '/forgotPassword')}">Send a new code</a></p>`,
  );
}
