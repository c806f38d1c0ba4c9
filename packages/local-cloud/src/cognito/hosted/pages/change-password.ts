import { AwsError } from '../../../aws/aws-error.ts';
import type { HttpResponse } from '../../../front-door/http.ts';
import { readPageForm } from '../browser/csrf.ts';
import { findPending } from '../browser/pending-step.ts';
import type { HostedExchange } from '../hosted-site.ts';
import { type AuthorizationRequest, readAuthorizationRequest } from '../oauth2/authorization-request.ts';
import { chosenPassword } from './chosen-password.ts';
import { finishSignIn } from './finish-sign-in.ts';
import { formError, formField, newPasswordField } from './form-field.ts';
import { html } from './html.ts';
import { loginPage } from './login.ts';
import { flowPage, pageLink, toPage } from './page-form.ts';
import { explainSignIn } from './plain-words.ts';

/** `GET /changePassword`: a person who was given a temporary password chooses their own. */
export async function showChangePassword(exchange: HostedExchange): Promise<HttpResponse> {
  const authorization = readAuthorizationRequest(exchange);
  const step = findPending(exchange, authorization.client.id, 'new-password');
  return step
    ? changePasswordPage(exchange, authorization, step.username)
    : toPage(exchange, authorization, '/login');
}

/** `POST /changePassword`. */
export async function submitChangePassword(exchange: HostedExchange): Promise<HttpResponse> {
  const form = await readPageForm(exchange);
  const authorization = readAuthorizationRequest(exchange);
  const { site, pool } = exchange;
  const clientId = authorization.client.id;
  const step = findPending(exchange, clientId, 'new-password');
  if (step === undefined) return toPage(exchange, authorization, '/login');
  const chosen = chosenPassword(form);
  if (!chosen.ok) return changePasswordPage(exchange, authorization, step.username, chosen.text);
  try {
    const outcome = await site.backend.answerNewPassword(pool.id, clientId, step.session, chosen.password);
    return await finishSignIn(exchange, authorization, step.username, outcome);
  } catch (error) {
    const words = explainSignIn(exchange, authorization, error);
    // The session of the sign-in is over, so only its beginning can help.
    return error instanceof AwsError && error.code === 'NotAuthorizedException'
      ? loginPage(exchange, authorization, { username: step.username, error: words })
      : changePasswordPage(exchange, authorization, step.username, words);
  }
}

function changePasswordPage(
  exchange: HostedExchange,
  authorization: AuthorizationRequest,
  username: string,
  error?: string,
): HttpResponse {
  const { pool } = exchange;
  const invalid = error !== undefined;
  return flowPage(
    exchange,
    authorization,
    {
      title: 'Change password',
      heading: 'Choose your password',
      lead: html`The password that you were given was for the first time only.`,
      ...(invalid ? { status: 400 } : {}),
    },
    (form) => html`
${formError(error)}
${form(
  '/changePassword',
  'changePasswordForm',
  html`<input type="hidden" name="username" value="${username}" autocomplete="username">
${newPasswordField(pool, {
  id: 'new_password',
  name: 'password',
  label: 'New password',
  invalid,
  autofocus: true,
})}
${formField({
  id: 'confirm_password',
  name: 'confirmPassword',
  label: 'New password again',
  type: 'password',
  autocomplete: 'new-password',
  invalid,
})}
<button type="submit" name="change_password">Set password and sign in</button>`,
)}
<p class="foot"><a href="${pageLink(exchange, authorization, '/login')}">Back to sign in</a></p>`,
  );
}
