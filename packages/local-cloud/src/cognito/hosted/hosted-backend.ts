import type { JSONWebKeySet } from 'jose';
import type { TokenClaims, TokenVerification } from '../token-verifier.ts';

/** What the sign-in pages need to know of a user pool. */
export interface HostedPool {
  readonly id: string;
  readonly name: string;
  /** A pool without a domain has no pages: its authorize and token endpoints answer nothing. */
  readonly hasDomain: boolean;
  /** False when only administrators make users: the pages offer no sign-up. */
  readonly selfSignUp: boolean;
  /** What people sign in with, for the label of the first field. */
  readonly signInWith: 'email' | 'phone_number' | 'username';
  /** Attributes that sign-up must ask for beside the sign-in name and the password. */
  readonly requiredAttributes: readonly string[];
  /** One sentence a rule, for the sign-up page: `At least 12 characters.` */
  readonly passwordRules: readonly string[];
}

/** What the sign-in pages and endpoints need to know of an app client. */
export interface HostedClient {
  readonly id: string;
  readonly name: string;
  readonly secret: string | undefined;
  readonly oauthEnabled: boolean;
  readonly callbackUrls: readonly string[];
  readonly logoutUrls: readonly string[];
  readonly defaultRedirectUri: string | undefined;
  readonly flows: ReadonlySet<'code' | 'implicit' | 'client_credentials'>;
  /** `openid`, `email`, `tasks/read`, ... */
  readonly scopes: readonly string[];
}

/** What a password led to. The user's `sub` names them from then on. */
export type SignInOutcome =
  | { readonly kind: 'signed-in'; readonly sub: string }
  /** A further step; `session` is answered back with its input. */
  | { readonly kind: 'new-password-required'; readonly session: string }
  | { readonly kind: 'totp-required'; readonly session: string }
  /** The pool asks everybody for an authenticator app, and this person has none yet. */
  | {
      readonly kind: 'mfa-setup-required';
      readonly session: string;
      /** The new app's secret, in base32. */
      readonly secret: string;
    };

export interface IssueRequest {
  readonly poolId: string;
  readonly clientId: string;
  readonly sub: string;
  readonly scopes: readonly string[];
  /** Seconds since the epoch: when the person proved who they are. */
  readonly authTime: number;
  readonly nonce?: string;
  /** The implicit grant never gives a refresh token. */
  readonly withRefreshToken: boolean;
}

export interface IssuedTokens {
  /** Present only when the scopes hold `openid`. */
  readonly idToken?: string;
  readonly accessToken: string;
  readonly refreshToken?: string;
  /** Seconds. */
  readonly expiresIn: number;
}

export interface CodeDelivery {
  /** Masked: `f***@e***`. */
  readonly destination: string;
}

/**
 * The user pool behind the pages. Every method throws AwsError with Cognito's exception and text, the
 * same as the JSON API would answer; the pages show it in their own words or redirect.
 */
export interface HostedBackend {
  pool(poolId: string): HostedPool | undefined;
  client(poolId: string, clientId: string): HostedClient | undefined;
  jwks(poolId: string): JSONWebKeySet;
  issuer(poolId: string): string;

  signUp(request: {
    readonly poolId: string;
    readonly clientId: string;
    readonly username: string;
    readonly password: string;
    readonly attributes: Readonly<Record<string, string>>;
  }): Promise<{ readonly confirmed: boolean; readonly delivery?: CodeDelivery }>;
  confirmSignUp(poolId: string, clientId: string, username: string, code: string): Promise<void>;
  resendConfirmationCode(
    poolId: string,
    clientId: string,
    username: string,
  ): Promise<CodeDelivery | undefined>;
  forgotPassword(poolId: string, clientId: string, username: string): Promise<CodeDelivery | undefined>;
  confirmForgotPassword(
    poolId: string,
    clientId: string,
    username: string,
    code: string,
    password: string,
  ): Promise<void>;

  authenticate(poolId: string, clientId: string, username: string, password: string): Promise<SignInOutcome>;
  /**
   * What a right password leads to, for a person whose password was proved before they were confirmed.
   * Checks no password: the pages call it in the same request in which the right code confirmed that person.
   */
  signInConfirmed(poolId: string, clientId: string, username: string): Promise<SignInOutcome>;
  answerNewPassword(
    poolId: string,
    clientId: string,
    session: string,
    password: string,
  ): Promise<SignInOutcome>;
  answerTotp(poolId: string, clientId: string, session: string, code: string): Promise<SignInOutcome>;
  /** Takes the first code of the new app. A wrong one may be corrected a few times. */
  answerMfaSetup(poolId: string, clientId: string, session: string, code: string): Promise<SignInOutcome>;

  /** The user as the pages greet them; undefined when deleted or disabled. */
  user(poolId: string, sub: string): { readonly displayName: string } | undefined;
  issueTokens(request: IssueRequest): Promise<IssuedTokens>;
  refreshTokens(poolId: string, clientId: string, refreshToken: string): Promise<IssuedTokens>;
  clientCredentials(poolId: string, clientId: string, scopes: readonly string[]): Promise<IssuedTokens>;
  /** `unsupported` when the token is not a refresh token. Unknown tokens are `revoked`. */
  revokeToken(poolId: string, clientId: string, token: string): Promise<'revoked' | 'unsupported'>;
  verifyToken(poolId: string, token: string): Promise<TokenVerification>;
  /** The attributes that userInfo answers for these claims; undefined when the token no longer counts. */
  userInfo(poolId: string, claims: TokenClaims): Promise<Readonly<Record<string, string>> | undefined>;
}
