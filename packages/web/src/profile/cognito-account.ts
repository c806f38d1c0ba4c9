import type { Session } from '../session/session.ts';

/** What Cognito refused, by the name of its error. */
export class CognitoError extends Error {
  override name = 'CognitoError';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** One's own account as the user pool keeps it. */
export interface Account {
  readonly email: string;
  readonly name: string;
  /** Whether an authenticator app is asked for its code. */
  readonly secondFactor: boolean;
}

/** What one may do to one's own account, at Cognito itself. Each rejects with CognitoError. */
export interface CognitoAccount {
  read(signal?: AbortSignal): Promise<Account>;
  rename(name: string): Promise<void>;
  /** Mails a code to the new address, which `confirmEmail` takes. */
  changeEmail(email: string): Promise<void>;
  confirmEmail(code: string): Promise<void>;
  changePassword(current: string, next: string): Promise<void>;
  /** The key of a new authenticator app. */
  beginAuthenticator(): Promise<string>;
  /** Takes the first code of the app, and asks it at every sign-in from then on. */
  finishAuthenticator(code: string): Promise<void>;
  removeAuthenticator(): Promise<void>;
  /** Ends every session of this person. */
  signOutEverywhere(): Promise<void>;
}

interface UserAnswer {
  readonly UserAttributes?: readonly { readonly Name: string; readonly Value?: string }[];
  readonly UserMFASettingList?: readonly string[];
}

/** Calls the user pool's API with the access token of the session (scope aws.cognito.signin.user.admin). */
export function createCognitoAccount(session: Session): CognitoAccount {
  const url = `${new URL(session.config.issuer).origin}/`;

  const call = async (operation: string, input: object, signal?: AbortSignal): Promise<unknown> => {
    const body = JSON.stringify({ ...input, AccessToken: await session.accessToken() });
    const answer = await fetch(url, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/x-amz-json-1.1',
        'X-Amz-Target': `AWSCognitoIdentityProviderService.${operation}`,
      },
      body,
      cache: 'no-store',
      ...(signal === undefined ? {} : { signal }),
    });
    const read: unknown = await answer.json().catch(() => ({}));
    if (answer.ok) return read;
    const { __type = '', message = '' } = Object(read) as { __type?: unknown; message?: unknown };
    throw new CognitoError(String(__type).split('#').at(-1) ?? '', String(message) || answer.statusText);
  };
  const change = (name: string, value: string): Promise<unknown> =>
    call('UpdateUserAttributes', { UserAttributes: [{ Name: name, Value: value }] });
  const preferAuthenticator = (on: boolean): Promise<unknown> =>
    call('SetUserMFAPreference', { SoftwareTokenMfaSettings: { Enabled: on, PreferredMfa: on } });

  return {
    async read(signal) {
      const { UserAttributes = [], UserMFASettingList = [] } = (await call(
        'GetUser',
        {},
        signal,
      )) as UserAnswer;
      const valueFor = (name: string): string =>
        UserAttributes.find((attribute) => attribute.Name === name)?.Value ?? '';
      return {
        email: valueFor('email'),
        name: valueFor('name'),
        secondFactor: UserMFASettingList.includes('SOFTWARE_TOKEN_MFA'),
      };
    },
    async rename(name) {
      await change('name', name);
    },
    async changeEmail(email) {
      await change('email', email);
    },
    async confirmEmail(code) {
      await call('VerifyUserAttribute', { AttributeName: 'email', Code: code });
    },
    async changePassword(current, next) {
      await call('ChangePassword', { PreviousPassword: current, ProposedPassword: next });
    },
    async beginAuthenticator() {
      const { SecretCode } = (await call('AssociateSoftwareToken', {})) as { readonly SecretCode: string };
      return SecretCode;
    },
    async finishAuthenticator(code) {
      await call('VerifySoftwareToken', { UserCode: code });
      await preferAuthenticator(true);
    },
    async removeAuthenticator() {
      await preferAuthenticator(false);
    },
    async signOutEverywhere() {
      await call('GlobalSignOut', {});
    },
  };
}
