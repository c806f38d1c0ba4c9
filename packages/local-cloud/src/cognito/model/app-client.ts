export type TimeUnit = 'seconds' | 'minutes' | 'hours' | 'days';

/** An app client's settings in the words of CreateUserPoolClient, with its defaults filled in. */
export interface AppClientSettings {
  readonly ClientName: string;
  readonly ExplicitAuthFlows: readonly string[];
  readonly RefreshTokenValidity: number;
  readonly AccessTokenValidity?: number;
  readonly IdTokenValidity?: number;
  readonly TokenValidityUnits?: {
    readonly AccessToken?: TimeUnit;
    readonly IdToken?: TimeUnit;
    readonly RefreshToken?: TimeUnit;
  };
  readonly ReadAttributes?: readonly string[];
  readonly WriteAttributes?: readonly string[];
  readonly SupportedIdentityProviders?: readonly string[];
  readonly CallbackURLs?: readonly string[];
  readonly LogoutURLs?: readonly string[];
  readonly DefaultRedirectURI?: string;
  readonly AllowedOAuthFlows?: readonly ('code' | 'implicit' | 'client_credentials')[];
  readonly AllowedOAuthScopes?: readonly string[];
  readonly AllowedOAuthFlowsUserPoolClient: boolean;
  readonly PreventUserExistenceErrors: 'LEGACY' | 'ENABLED';
  readonly EnableTokenRevocation: boolean;
  /** Minutes that a challenge may take. */
  readonly AuthSessionValidity: number;
  readonly RefreshTokenRotation?: {
    readonly Feature: 'ENABLED' | 'DISABLED';
    readonly RetryGracePeriodSeconds?: number;
  };
}

export interface AppClient {
  /** 26 lower-case letters and digits. */
  readonly id: string;
  readonly poolId: string;
  readonly secret?: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly settings: AppClientSettings;
  readonly creationToken?: string;
}

const SECONDS: Readonly<Record<TimeUnit, number>> = { seconds: 1, minutes: 60, hours: 3600, days: 86400 };

/** How long this client's tokens live, in seconds. */
export function tokenLifetimes(client: AppClient): { id: number; access: number; refresh: number } {
  const { settings } = client;
  const units = settings.TokenValidityUnits ?? {};
  return {
    id: settings.IdTokenValidity ? settings.IdTokenValidity * SECONDS[units.IdToken ?? 'hours'] : 3600,
    access: settings.AccessTokenValidity
      ? settings.AccessTokenValidity * SECONDS[units.AccessToken ?? 'hours']
      : 3600,
    refresh: settings.RefreshTokenValidity
      ? settings.RefreshTokenValidity * SECONDS[units.RefreshToken ?? 'days']
      : 30 * SECONDS.days,
  };
}

export function rotatesRefreshTokens(client: AppClient): boolean {
  return client.settings.RefreshTokenRotation?.Feature === 'ENABLED';
}

/** Whether unknown and known users get the same answers. */
export function hidesUsers(client: AppClient): boolean {
  return client.settings.PreventUserExistenceErrors === 'ENABLED';
}
