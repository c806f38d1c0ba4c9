import { AwsError } from '../../../aws/aws-error.ts';
import type { HttpResponse } from '../../../front-door/http.ts';
import { findSession } from '../browser/browser-session.ts';
import { readPageForm } from '../browser/csrf.ts';
import { beginPending, endPending, findPending } from '../browser/pending-step.ts';
import type { HostedExchange } from '../hosted-site.ts';
import { type AuthorizationRequest, readAuthorizationRequest } from '../oauth2/authorization-request.ts';
import { finishSignIn } from './finish-sign-in.ts';
import { formError, formField, formNotice, usernameField } from './form-field.ts';
import { html } from './html.ts';
import { flowPage, pageLink, toPage } from './page-form.ts';
import { explain, explainSignIn } from './plain-words.ts';

const NOTICES = {
  confirmed: 'Your account is confirmed. Sign in to go on.',
  'password-changed': 'Your password is changed. Sign in with the new one.',
};

/** `GET /login`: the sign-in form, and a way on for the person who is signed in already. */
export async function showLogin(exchange: HostedExchange): Promise<HttpResponse> {
  const authorization = readAuthorizationRequest(exchange);
  const step = findPending(exchange, authorization.client.id, 'notice');
  const session = authorization.prompt === 'login' ? undefined : findSession(exchange);
  return loginPage(exchange, authorization, {
    username: step?.username ?? authorization.loginHint,
    ...(step ? { notice: NOTICES[step.notice], cookies: [await endPending(exchange)] } : {}),
    signedInAs: session && exchange.site.backend.user(exchange.pool.id, session.sub)?.displayName,
  });
}

/** `POST /login`. */
export async function submitLogin(exchange: HostedExchange): Promise<HttpResponse> {
  const form = await readPageForm(exchange);
  const authorization = readAuthorizationRequest(exchange);
  const username = form.get('username')?.trim() ?? '';
  const password = form.get('password') ?? '';
  if (username === '' || password === '') {
    return loginPage(exchange, authorization, {
      username,
      error: 'Type your sign-in name and your password.',
    });
  }
  const { site, pool } = exchange;
  const clientId = authorization.client.id;
  try {
    const outcome = await site.backend.authenticate(pool.id, clientId, username, password);
    return await finishSignIn(exchange, authorization, username, outcome);
  } catch (error) {
    const code = error instanceof AwsError ? error.code : undefined;
    if (code === 'UserNotConfirmedException') {
      // The pool says so only to the right password, so the code alone is still missing.
      explain(exchange, error);
      const cookie = await beginPending(exchange, { kind: 'confirm', clientId, username });
      return toPage(exchange, authorization, '/confirmUser', [cookie]);
    }
    if (code === 'PasswordResetRequiredException') {
      explain(exchange, error);
      const cookie = await beginPending(exchange, { kind: 'reset-password', clientId, username });
      return toPage(exchange, authorization, '/confirmForgotPassword', [cookie]);
    }
    return loginPage(exchange, authorization, {
      username,
      error: explainSignIn(exchange, authorization, error),
    });
  }
}

/** What the sign-in page shows beside its fields. */
export interface LoginView {
  readonly username?: string | undefined;
  readonly error?: string;
  readonly notice?: string;
  readonly signedInAs?: string | undefined;
  readonly cookies?: readonly string[];
}

export function loginPage(
  exchange: HostedExchange,
  authorization: AuthorizationRequest,
  view: LoginView,
): HttpResponse {
  const { pool } = exchange;
  const invalid = view.error !== undefined;
  const known = view.username !== undefined && view.username !== '';
  const link = (path: '/signup' | '/forgotPassword' | '/oauth2/authorize'): string =>
    pageLink(exchange, authorization, path);
  return flowPage(
    exchange,
    authorization,
    {
      title: 'Signin',
      heading: 'Sign in',
      ...(invalid ? { status: 400 } : {}),
      ...(view.cookies ? { cookies: view.cookies } : {}),
    },
    (form) => html`
${formNotice(view.notice)}
${formError(view.error)}
${
  view.signedInAs !== undefined &&
  html`<p class="spaced"><a class="button" href="${link('/oauth2/authorize')}">Continue as <bdi>${view.signedInAs}</bdi></a></p>
<p class="or">or with another account</p>`
}
${form(
  '/login',
  'cognitoSignInForm',
  html`${usernameField(pool, {
    id: 'signInFormUsername',
    value: view.username,
    invalid,
    autofocus: !known,
  })}
${formField({
  id: 'signInFormPassword',
  name: 'password',
  label: 'Password',
  type: 'password',
  autocomplete: 'current-password',
  invalid,
  autofocus: known,
  after: html`<p class="beside"><a href="${link('/forgotPassword')}">Forgot your password?</a></p>`,
})}
<input type="submit" name="signInSubmitButton" value="Sign in">`,
)}
${
  pool.selfSignUp &&
  html`<p class="foot">Need an account? <a href="${link('/signup')}">Sign up with a new account</a></p>`
}`,
  );
}
