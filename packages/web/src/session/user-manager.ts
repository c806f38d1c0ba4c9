import { allScopes } from 'virtual:operation-table';
import { UserManager, type UserManagerSettings, WebStorageStateStore } from 'oidc-client-ts';
import type { AppConfig } from './app-config.ts';

/**
 * What the tokens must allow: to know who it is, to look after one's own account at Cognito, and every scope that an
 * operation asks for.
 */
const SCOPES: string = ['openid', 'email', 'profile', 'aws.cognito.signin.user.admin', ...allScopes].join(
  ' ',
);

/** What is kept over the way to the sign-in pages and back. */
export interface SignInState {
  /** Where to go on, from the origin on. */
  readonly returnTo: string;
}

/**
 * Code + PKCE against the pool's sign-in pages. Tokens stay in this tab (sessionStorage) and are renewed with the
 * refresh token. The addresses are Cognito's, so that nothing has to be discovered first.
 */
export function createUserManager(config: AppConfig): UserManager {
  return new UserManager(settings(config, `${config.signInUrl}/oauth2/authorize`));
}

/** The same, but the way begins on the page where one signs up. */
export function createSignUpManager(config: AppConfig): UserManager {
  return new UserManager({ ...settings(config, `${config.signInUrl}/signup`), automaticSilentRenew: false });
}

function settings(config: AppConfig, authorizationEndpoint: string): UserManagerSettings {
  const { signInUrl, issuer } = config;
  return {
    authority: issuer,
    metadata: {
      issuer,
      authorization_endpoint: authorizationEndpoint,
      token_endpoint: `${signInUrl}/oauth2/token`,
      userinfo_endpoint: `${signInUrl}/oauth2/userInfo`,
      revocation_endpoint: `${signInUrl}/oauth2/revoke`,
      jwks_uri: `${issuer}/.well-known/jwks.json`,
    },
    client_id: config.clientId,
    redirect_uri: `${config.webUrl}/callback`,
    response_type: 'code',
    scope: SCOPES,
    automaticSilentRenew: true,
    userStore: new WebStorageStateStore({ store: sessionStorage }),
    stateStore: new WebStorageStateStore({ store: sessionStorage }),
  };
}

/**
 * Where signing out happens: Cognito ends its session there and leads back to the application's first page. It has no
 * end_session_endpoint of OpenID Connect.
 */
export function signOutUrl({ signInUrl, clientId, webUrl }: AppConfig): string {
  const query = new URLSearchParams({ client_id: clientId, logout_uri: `${webUrl}/` });
  return `${signInUrl}/logout?${query}`;
}
