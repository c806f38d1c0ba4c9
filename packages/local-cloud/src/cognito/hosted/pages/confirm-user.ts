import { AwsError } from '../../../aws/aws-error.ts';
import type { HttpResponse } from '../../../front-door/http.ts';
import { readPageForm } from '../browser/csrf.ts';
import { beginPending, findPending } from '../browser/pending-step.ts';
import type { HostedExchange } from '../hosted-site.ts';
import { type AuthorizationRequest, readAuthorizationRequest } from '../oauth2/authorization-request.ts';
import { finishSignIn } from './finish-sign-in.ts';
import { codeField, formError, formNotice, usernameField } from './form-field.ts';
import { html } from './html.ts';
import { flowPage, pageLink, toPage } from './page-form.ts';
import { explain } from './plain-words.ts';
import { typedCode } from './typed-code.ts';

/** `GET /confirmUser`: asks for the code that sign-up sent. */
export async function showConfirmUser(exchange: HostedExchange): Promise<HttpResponse> {
  const authorization = readAuthorizationRequest(exchange);
  const step = findPending(exchange, authorization.client.id, 'confirm');
  return confirmUserPage(exchange, authorization, {
    username: step?.username,
    known: step !== undefined,
    destination: step?.destination,
  });
}

/**
 * `POST /confirmUser`. Whoever proved the password in this browser just before is signed in with it;
 * everyone else is sent to the sign-in page.
 */
export async function submitConfirmUser(exchange: HostedExchange): Promise<HttpResponse> {
  const form = await readPageForm(exchange);
  const authorization = readAuthorizationRequest(exchange);
  const { site, pool } = exchange;
  const clientId = authorization.client.id;
  const step = findPending(exchange, clientId, 'confirm');
  const username = form.get('username')?.trim() || step?.username || '';
  const proved = step !== undefined && step.username === username;
  const view = { username, known: proved, destination: proved ? step.destination : undefined };
  const code = typedCode(form);
  if (username === '' || code === '') {
    return confirmUserPage(exchange, authorization, { ...view, error: 'Type the code that you were sent.' });
  }
  try {
    await site.backend.confirmSignUp(pool.id, clientId, username, code);
  } catch (error) {
    return confirmUserPage(exchange, authorization, { ...view, error: explain(exchange, error) });
  }
  if (proved) {
    try {
      const outcome = await site.backend.signInConfirmed(pool.id, clientId, username);
      return await finishSignIn(exchange, authorization, username, outcome);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      explain(exchange, error);
    }
  }
  const cookie = await beginPending(exchange, { kind: 'notice', notice: 'confirmed', clientId, username });
  return toPage(exchange, authorization, '/login', [cookie]);
}

/** What the confirmation page shows. */
export interface ConfirmUserView {
  readonly username: string | undefined;
  /** Whether this browser's step says whom the code was sent to, so that nobody must type it again. */
  readonly known: boolean;
  readonly destination: string | undefined;
  readonly error?: string;
  readonly notice?: string;
}

export function confirmUserPage(
  exchange: HostedExchange,
  authorization: AuthorizationRequest,
  view: ConfirmUserView,
): HttpResponse {
  const invalid = view.error !== undefined;
  const username = view.known && html`<input type="hidden" name="username" value="${view.username ?? ''}">`;
  return flowPage(
    exchange,
    authorization,
    {
      title: 'Confirm',
      heading: 'Confirm your account',
      lead: view.destination
        ? html`We sent a code to <bdi>${view.destination}</bdi>. It may take a moment to arrive.`
        : html`Type the code that we sent you.`,
      ...(invalid ? { status: 400 } : {}),
    },
    (form) => html`
${formNotice(view.notice)}
${formError(view.error)}
${form(
  '/confirmUser',
  'confirmUserForm',
  html`${username || usernameField(exchange.pool, { id: 'confirmFormUsername', value: view.username, invalid })}
${codeField({ id: 'verification_code', label: 'Code', invalid })}
<button type="submit" name="confirm">Confirm account</button>`,
)}
${
  username &&
  form(
    '/resendcode',
    'resendCodeForm',
    html`${username}<button class="second" type="submit" name="resend">Send a new code</button>`,
    'plain',
  )
}
<p class="foot"><a href="${pageLink(exchange, authorization, '/login')}">Back to sign in</a></p>`,
  );
}
