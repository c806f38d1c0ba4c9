import type { UserManager } from 'oidc-client-ts';
import type { AppConfig } from '../session/app-config.ts';
import { DOCS_PATH } from '../session/return-path.ts';
import { type SignInState, signOutUrl } from '../session/user-manager.ts';

/** The application's own session in this tab, as the page about the API uses it. */
export interface DocsSession {
  /** Whose it is; undefined when nobody is signed in. */
  email(): Promise<string | undefined>;
  /** A token that is still good for a while; undefined when there is none to have. */
  accessToken(): Promise<string | undefined>;
  signIn(): Promise<void>;
  signOut(): Promise<void>;
}

/** Tokens with less than this left are renewed before they are used, in seconds. */
const LEAST_LEFT = 30;

export function docsSession(config: AppConfig, manager: UserManager): DocsSession {
  const current = async () => {
    const user = await manager.getUser();
    if (user === null || (user.expires_in ?? 0) > LEAST_LEFT) return user;
    return manager.signinSilent().catch(() => null);
  };
  return {
    email: async () => (await current())?.profile.email,
    accessToken: async () => (await current())?.access_token,
    signIn() {
      // The application takes the answer and leads back here.
      const state: SignInState = { returnTo: DOCS_PATH + location.hash };
      return manager.signinRedirect({ state });
    },
    async signOut() {
      // With it goes all that the application keeps in this tab.
      sessionStorage.clear();
      await manager.removeUser();
      location.assign(signOutUrl(config));
    },
  };
}
