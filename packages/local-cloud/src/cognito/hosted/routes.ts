import type { HostedHandler } from './hosted-site.ts';
import { authorize } from './oauth2/authorize.ts';
import { jwks } from './oauth2/jwks.ts';
import { openidConfiguration } from './oauth2/openid-configuration.ts';
import { revoke } from './oauth2/revoke.ts';
import { token } from './oauth2/token.ts';
import { userInfo } from './oauth2/user-info.ts';
import { showChangePassword, submitChangePassword } from './pages/change-password.ts';
import { showConfirmForgotPassword, submitConfirmForgotPassword } from './pages/confirm-forgot-password.ts';
import { showConfirmUser, submitConfirmUser } from './pages/confirm-user.ts';
import { errorPage } from './pages/error-page.ts';
import { showForgotPassword, submitForgotPassword } from './pages/forgot-password.ts';
import { showLogin, submitLogin } from './pages/login.ts';
import { logout } from './pages/logout.ts';
import { showMfa, submitMfa } from './pages/mfa.ts';
import { resendCode } from './pages/resend-code.ts';
import { showSetupMfa, submitSetupMfa } from './pages/setup-mfa.ts';
import { showSignUp, submitSignUp } from './pages/sign-up.ts';

/** One address below a pool's prefix. */
export interface Route {
  readonly methods: ReadonlyMap<string, HostedHandler>;
  /** Whether apps on other origins may call it from a browser. */
  readonly anyOrigin: boolean;
  /** False for what AWS serves for every pool, with or without a domain. */
  readonly needsDomain: boolean;
}

type Methods = Readonly<Partial<Record<'GET' | 'POST', HostedHandler>>>;

function page(methods: Methods): Route {
  return { methods: new Map(Object.entries(methods)), anyOrigin: false, needsDomain: true };
}

function endpoint(methods: Methods): Route {
  return { ...page(methods), anyOrigin: true };
}

function document(handler: HostedHandler): Route {
  return { ...endpoint({ GET: handler }), needsDomain: false };
}

const CONFIRM_USER: Route = page({ GET: showConfirmUser, POST: submitConfirmUser });
const CONFIRM_FORGOT_PASSWORD: Route = page({
  GET: showConfirmForgotPassword,
  POST: submitConfirmForgotPassword,
});

/** Every page and endpoint by its path. */
export const ROUTES: ReadonlyMap<string, Route> = new Map([
  ['/.well-known/openid-configuration', document(openidConfiguration)],
  ['/.well-known/jwks.json', document(jwks)],
  ['/oauth2/authorize', page({ GET: authorize })],
  ['/oauth2/token', endpoint({ POST: token })],
  ['/oauth2/userInfo', endpoint({ GET: userInfo, POST: userInfo })],
  ['/oauth2/revoke', endpoint({ POST: revoke })],
  ['/login', page({ GET: showLogin, POST: submitLogin })],
  ['/signup', page({ GET: showSignUp, POST: submitSignUp })],
  ['/confirmUser', CONFIRM_USER],
  ['/confirm', CONFIRM_USER],
  ['/resendcode', page({ POST: resendCode })],
  ['/forgotPassword', page({ GET: showForgotPassword, POST: submitForgotPassword })],
  ['/confirmForgotPassword', CONFIRM_FORGOT_PASSWORD],
  ['/confirmforgotPassword', CONFIRM_FORGOT_PASSWORD],
  ['/mfa', page({ GET: showMfa, POST: submitMfa })],
  ['/setupMfa', page({ GET: showSetupMfa, POST: submitSetupMfa })],
  ['/changePassword', page({ GET: showChangePassword, POST: submitChangePassword })],
  ['/logout', page({ GET: logout })],
  ['/error', page({ GET: errorPage })],
]);
