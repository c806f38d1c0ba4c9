import { AwsError } from '../../../aws/aws-error.ts';
import type { HttpResponse } from '../../../front-door/http.ts';
import { readPageForm } from '../browser/csrf.ts';
import { findPending } from '../browser/pending-step.ts';
import type { HostedExchange } from '../hosted-site.ts';
import { type AuthorizationRequest, readAuthorizationRequest } from '../oauth2/authorization-request.ts';
import { finishSignIn } from './finish-sign-in.ts';
import { codeField, formError } from './form-field.ts';
import { html } from './html.ts';
import { loginPage } from './login.ts';
import { flowPage, pageLink, toPage } from './page-form.ts';
import { explainSignIn } from './plain-words.ts';
import { typedCode } from './typed-code.ts';

/** `GET /mfa`: asks for the code that the person's authenticator app shows (RFC 6238). */
export async function showMfa(exchange: HostedExchange): Promise<HttpResponse> {
  const authorization = readAuthorizationRequest(exchange);
  const step = findPending(exchange, authorization.client.id, 'totp');
  return step ? mfaPage(exchange, authorization) : toPage(exchange, authorization, '/login');
}

/** `POST /mfa`. */
export async function submitMfa(exchange: HostedExchange): Promise<HttpResponse> {
  const form = await readPageForm(exchange);
  const authorization = readAuthorizationRequest(exchange);
  const { site, pool } = exchange;
  const clientId = authorization.client.id;
  const step = findPending(exchange, clientId, 'totp');
  if (step === undefined) return toPage(exchange, authorization, '/login');
  const code = typedCode(form);
  if (code === '') return mfaPage(exchange, authorization, 'Type the code that your app shows.');
  try {
    const outcome = await site.backend.answerTotp(pool.id, clientId, step.session, code);
    return await finishSignIn(exchange, authorization, step.username, outcome);
  } catch (error) {
    const words = explainSignIn(exchange, authorization, error);
    // The session of the sign-in is over, so only its beginning can help.
    return error instanceof AwsError && error.code === 'NotAuthorizedException'
      ? loginPage(exchange, authorization, { username: step.username, error: words })
      : mfaPage(exchange, authorization, words);
  }
}

function mfaPage(
  exchange: HostedExchange,
  authorization: AuthorizationRequest,
  error?: string,
): HttpResponse {
  const invalid = error !== undefined;
  return flowPage(
    exchange,
    authorization,
    {
      title: 'Verification code',
      heading: 'Enter your code',
      lead: html`Open your authenticator app and type the code that it shows.`,
      ...(invalid ? { status: 400 } : {}),
    },
    (form) => html`
${formError(error)}
${form(
  '/mfa',
  'mfaForm',
  html`${codeField({ id: 'totpCodeInput', label: 'Code', invalid })}
<button type="submit" name="signInButton">Sign in</button>`,
)}
<p class="foot"><a href="${pageLink(exchange, authorization, '/login')}">Back to sign in</a></p>`,
  );
}
