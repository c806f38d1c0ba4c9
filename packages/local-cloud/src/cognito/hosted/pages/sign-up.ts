import type { HttpResponse } from '../../../front-door/http.ts';
import { readPageForm } from '../browser/csrf.ts';
import { beginPending } from '../browser/pending-step.ts';
import type { HostedExchange } from '../hosted-site.ts';
import { type AuthorizationRequest, readAuthorizationRequest } from '../oauth2/authorization-request.ts';
import { Refusal } from '../refusal.ts';
import { finishSignIn } from './finish-sign-in.ts';
import { formError, newPasswordField, usernameField } from './form-field.ts';
import { html } from './html.ts';
import { flowPage, pageLink, toPage } from './page-form.ts';
import { explain } from './plain-words.ts';
import { requiredAttributeField, requiredAttributeName } from './required-attribute-field.ts';

/** `GET /signup`. */
export async function showSignUp(exchange: HostedExchange): Promise<HttpResponse> {
  const authorization = readAuthorizationRequest(exchange);
  checkSignUpOpen(exchange);
  return signUpPage(exchange, authorization, { username: authorization.loginHint, attributes: {} });
}

/** `POST /signup`: makes the user, then asks for the code that was sent, or goes on when none is needed. */
export async function submitSignUp(exchange: HostedExchange): Promise<HttpResponse> {
  const form = await readPageForm(exchange);
  const authorization = readAuthorizationRequest(exchange);
  checkSignUpOpen(exchange);
  const { site, pool } = exchange;
  const clientId = authorization.client.id;
  const username = typedUsername(exchange, form);
  const password = form.get('password') ?? '';
  const attributes: Record<string, string> = {};
  for (const name of pool.requiredAttributes) {
    attributes[name] = form.get(requiredAttributeName(name))?.trim() ?? '';
  }
  const view = { username, attributes };
  if ([username, password, ...Object.values(attributes)].includes('')) {
    return signUpPage(exchange, authorization, { ...view, error: 'Fill in every field.' });
  }
  try {
    const signUp = await site.backend.signUp({ poolId: pool.id, clientId, username, password, attributes });
    if (!signUp.confirmed) {
      const sentTo = signUp.delivery ? { destination: signUp.delivery.destination } : {};
      const cookie = await beginPending(exchange, { kind: 'confirm', clientId, username, ...sentTo });
      return toPage(exchange, authorization, '/confirmUser', [cookie]);
    }
  } catch (error) {
    return signUpPage(exchange, authorization, { ...view, error: explain(exchange, error) });
  }
  try {
    const outcome = await site.backend.authenticate(pool.id, clientId, username, password);
    return await finishSignIn(exchange, authorization, username, outcome);
  } catch (error) {
    // The account stands; what keeps the person out is for the sign-in page to say.
    explain(exchange, error);
    const step = { kind: 'notice', notice: 'confirmed', clientId, username } as const;
    return toPage(exchange, authorization, '/login', [await beginPending(exchange, step)]);
  }
}

/** Scripts written for Cognito's pages send an email pool's name as `requiredAttributes[email]`. */
function typedUsername({ pool }: HostedExchange, form: URLSearchParams): string {
  const attribute = pool.signInWith === 'username' ? undefined : requiredAttributeName(pool.signInWith);
  const typed = form.get('username') ?? (attribute === undefined ? undefined : form.get(attribute));
  return typed?.trim() ?? '';
}

function checkSignUpOpen({ pool }: HostedExchange): void {
  if (pool.selfSignUp) return;
  throw new Refusal(
    {
      kind: 'page',
      status: 400,
      heading: 'Sign-up is closed',
      text: 'Only an administrator can make an account here.',
    },
    {
      rule: `AdminCreateUserConfig of user pool ${pool.id}`,
      text: 'SignUp is not permitted for this user pool',
      hint: 'Set selfSignUpEnabled on the user pool, or make the user with AdminCreateUser.',
    },
  );
}

interface SignUpView {
  readonly username: string | undefined;
  readonly attributes: Readonly<Record<string, string>>;
  readonly error?: string;
}

function signUpPage(
  exchange: HostedExchange,
  authorization: AuthorizationRequest,
  view: SignUpView,
): HttpResponse {
  const { pool } = exchange;
  const invalid = view.error !== undefined;
  return flowPage(
    exchange,
    authorization,
    { title: 'Signup', heading: 'Create your account', ...(invalid ? { status: 400 } : {}) },
    (form) => html`
${formError(view.error)}
${form(
  '/signup',
  'signupform',
  html`${usernameField(pool, {
    id: 'signUpFormUsername',
    value: view.username,
    invalid,
    autofocus: true,
    isNew: true,
  })}
${pool.requiredAttributes.map((name) => requiredAttributeField(name, view.attributes[name], invalid))}
${newPasswordField(pool, { id: 'signUpFormPassword', name: 'password', label: 'Password', invalid })}
<button type="submit" name="signUpButton">Sign up</button>`,
)}
<p class="foot">Already have an account? <a href="${pageLink(exchange, authorization, '/login')}">Sign in</a></p>`,
  );
}
