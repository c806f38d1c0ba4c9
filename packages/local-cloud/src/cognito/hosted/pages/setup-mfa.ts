import { AwsError } from '../../../aws/aws-error.ts';
import type { HttpResponse } from '../../../front-door/http.ts';
import { readPageForm } from '../browser/csrf.ts';
import { findPending, type PendingStep } from '../browser/pending-step.ts';
import type { HostedExchange } from '../hosted-site.ts';
import { type AuthorizationRequest, readAuthorizationRequest } from '../oauth2/authorization-request.ts';
import { finishSignIn } from './finish-sign-in.ts';
import { codeField, formError } from './form-field.ts';
import { html } from './html.ts';
import { loginPage } from './login.ts';
import { flowPage, pageLink, toPage } from './page-form.ts';
import { explainSignIn } from './plain-words.ts';
import { typedCode } from './typed-code.ts';

type SetupStep = Extract<PendingStep, { kind: 'mfa-setup' }>;

/** `GET /setupMfa`: gives the secret for an authenticator app and asks for the first code of it. */
export async function showSetupMfa(exchange: HostedExchange): Promise<HttpResponse> {
  const authorization = readAuthorizationRequest(exchange);
  const step = findPending(exchange, authorization.client.id, 'mfa-setup');
  return step ? setupMfaPage(exchange, authorization, step) : toPage(exchange, authorization, '/login');
}

/** `POST /setupMfa`. */
export async function submitSetupMfa(exchange: HostedExchange): Promise<HttpResponse> {
  const form = await readPageForm(exchange);
  const authorization = readAuthorizationRequest(exchange);
  const { site, pool } = exchange;
  const clientId = authorization.client.id;
  const step = findPending(exchange, clientId, 'mfa-setup');
  if (step === undefined) return toPage(exchange, authorization, '/login');
  const code = typedCode(form);
  if (!/^\d{6}$/.test(code)) {
    return setupMfaPage(exchange, authorization, step, 'Type the six digits that your app shows.');
  }
  try {
    const outcome = await site.backend.answerMfaSetup(pool.id, clientId, step.session, code);
    return await finishSignIn(exchange, authorization, step.username, outcome);
  } catch (error) {
    const words = explainSignIn(exchange, authorization, error);
    // The session of the sign-in is over, so only its beginning can help.
    return error instanceof AwsError && error.code === 'NotAuthorizedException'
      ? loginPage(exchange, authorization, { username: step.username, error: words })
      : setupMfaPage(exchange, authorization, step, words);
  }
}

/** What authenticator apps open: https://github.com/google/google-authenticator/wiki/Key-Uri-Format */
function keyUri(issuer: string, { username, secret }: SetupStep): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(username)}`;
  return `otpauth://totp/${label}?secret=${secret}&issuer=${encodeURIComponent(issuer)}`;
}

function setupMfaPage(
  exchange: HostedExchange,
  authorization: AuthorizationRequest,
  step: SetupStep,
  error?: string,
): HttpResponse {
  const invalid = error !== undefined;
  const groups = step.secret.match(/.{1,4}/g) ?? [];
  return flowPage(
    exchange,
    authorization,
    {
      title: 'Set up a second factor',
      heading: 'Add an authenticator app',
      lead: html`From now on you sign in with your password and with a code from an app on your phone.`,
      ...(invalid ? { status: 400 } : {}),
    },
    (form) => html`
<p class="spaced"><a class="button second" href="${keyUri(exchange.pool.name, step)}">Open in my authenticator app</a></p>
<p class="hint spaced">Or type this key into the app:</p>
<p><code id="totpSecret">${groups.join(' ')}</code></p>
${formError(error)}
${form(
  '/setupMfa',
  'setupMfaForm',
  html`${codeField({ id: 'totpCodeInput', label: 'Code from the app', invalid })}
<button type="submit" name="signInButton">Sign in</button>`,
)}
<p class="foot"><a href="${pageLink(exchange, authorization, '/login')}">Back to sign in</a></p>`,
  );
}
