import type { UserManager } from 'oidc-client-ts';
import { createContext, useContext } from 'react';
import type { AppConfig } from './app-config.ts';
import { createSignUpManager, type SignInState, signOutUrl } from './user-manager.ts';

/** Signing in and out, and the token of calls. */
export interface Session {
  readonly config: AppConfig;
  /** Renews what was kept from before, or forgets it when it cannot be renewed any more. */
  restore(): Promise<void>;
  /** An access token that is still good for a while. Never settles once the session has ended. */
  accessToken(): Promise<string>;
  /** Takes it that the token was refused; gives a new one, or never settles when there is none to have. */
  renewedToken(): Promise<string>;
  /** Says that even a new token was refused. Never settles. */
  end(): Promise<never>;
  /** Leaves for the sign-in pages; comes back to where the person is now. */
  signIn(): Promise<void>;
  signUp(): Promise<void>;
  signOut(): Promise<void>;
  /** Has `listener` do what must be done before somebody is signed out; gives what takes it away. */
  onSignOut(listener: () => Promise<void>): () => void;
  /** Whether the session has ended under the person's hands. */
  ended(): boolean;
  /** Calls `listener` when it ends; gives what stops it. */
  onEnd(listener: () => void): () => void;
}

/** Tokens with less than this left are renewed before they are used, in seconds. */
const LEAST_LEFT = 30;

/** How long signing out waits for what must be done before, in milliseconds. */
const SIGN_OUT_WAIT = 3_000;

export function createSession(config: AppConfig, manager: UserManager): Session {
  const listeners = new Set<() => void>();
  const leaving = new Set<() => Promise<void>>();
  let ended = false;
  let renewal: Promise<string | undefined> | undefined;

  const renew = (): Promise<string | undefined> => {
    renewal ??= manager
      .getUser()
      .then((user) => (user?.refresh_token === undefined ? undefined : manager.signinSilent()))
      .then((user) => user?.access_token)
      .catch((error: unknown) => {
        // Without a network nobody can tell whether the session still stands.
        if (error instanceof TypeError) throw error;
        return undefined;
      })
      .finally(() => {
        renewal = undefined;
      });
    return renewal;
  };
  const end = (): Promise<never> => {
    if (!ended) {
      ended = true;
      for (const listener of listeners) listener();
    }
    // The page is about to be left; what waits for a token is kept in the outbox.
    return new Promise<never>(() => {});
  };
  const state = (): SignInState => ({ returnTo: location.pathname + location.search + location.hash });

  const session: Session = {
    config,
    async restore() {
      const user = await manager.getUser();
      if (user?.expired !== true) return;
      const token = await renew().catch(() => user.access_token);
      if (token === undefined) await manager.removeUser();
    },
    async accessToken() {
      const user = await manager.getUser();
      if (user === null || ended) return end();
      return (user.expires_in ?? 0) > LEAST_LEFT ? user.access_token : session.renewedToken();
    },
    async renewedToken() {
      return (await renew()) ?? end();
    },
    signIn: () => manager.signinRedirect({ state: state() }),
    signUp: () => createSignUpManager(config).signinRedirect({ state: state() }),
    async signOut() {
      const done = Promise.allSettled([...leaving].map((listener) => listener()));
      await Promise.race([done, new Promise((resolve) => setTimeout(resolve, SIGN_OUT_WAIT))]);
      sessionStorage.clear();
      await manager.removeUser();
      location.assign(signOutUrl(config));
    },
    onSignOut(listener) {
      leaving.add(listener);
      return () => leaving.delete(listener);
    },
    end,
    ended: () => ended,
    onEnd(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return session;
}

export const SessionContext: React.Context<Session | undefined> = createContext<Session | undefined>(
  undefined,
);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === undefined) throw new Error('There is no session here');
  return session;
}
