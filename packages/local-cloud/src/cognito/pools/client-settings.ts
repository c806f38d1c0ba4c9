import { AwsError } from '../../aws/aws-error.ts';
import type { CognitoCore } from '../core.ts';
import type { AppClientSettings, TimeUnit } from '../model/app-client.ts';
import { resourceServerId } from '../model/resource-server.ts';
import type { UserPool } from '../model/user-pool.ts';
import type { ClientInput } from './client-input.ts';

const DEFAULT_FLOWS: readonly string[] = [
  'ALLOW_REFRESH_TOKEN_AUTH',
  'ALLOW_USER_SRP_AUTH',
  'ALLOW_CUSTOM_AUTH',
];

/** The names of before 2019, which mean the same. */
const OLD_FLOWS: readonly string[] = ['ADMIN_NO_SRP_AUTH', 'CUSTOM_AUTH_FLOW_ONLY', 'USER_PASSWORD_AUTH'];

const OIDC_SCOPES: readonly string[] = [
  'openid',
  'email',
  'phone',
  'profile',
  'aws.cognito.signin.user.admin',
];

const SECONDS: Readonly<Record<TimeUnit, number>> = { seconds: 1, minutes: 60, hours: 3600, days: 86400 };

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterException', message);
}

/** A sign-in must not end at a place where somebody listens on the way. */
function isRedirect(value: string): boolean {
  let url: URL;
  try {
    url = new URL(value);
  } catch {
    return false;
  }
  if (value.includes('#')) return false;
  if (url.protocol === 'http:') return ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  return !['javascript:', 'data:', 'vbscript:', 'file:'].includes(url.protocol);
}

function checkLifetimes(input: ClientInput): void {
  const units = input.TokenValidityUnits ?? {};
  const checks: [string, number | undefined, TimeUnit, number, number, string][] = [
    [
      'IdTokenValidity',
      input.IdTokenValidity,
      units.IdToken ?? 'hours',
      300,
      86400,
      'five minutes to one day',
    ],
    [
      'AccessTokenValidity',
      input.AccessTokenValidity,
      units.AccessToken ?? 'hours',
      300,
      86400,
      'five minutes to one day',
    ],
    [
      'RefreshTokenValidity',
      input.RefreshTokenValidity || undefined,
      units.RefreshToken ?? 'days',
      3600,
      315_360_000,
      'one hour to ten years',
    ],
  ];
  for (const [name, value, unit, min, max, range] of checks) {
    if (value === undefined) continue;
    const seconds = value * SECONDS[unit];
    if (seconds < min || seconds > max) {
      throw invalid(`Invalid range for token validity. ${name} must be ${range}.`);
    }
  }
}

function checkOauth(core: CognitoCore, pool: UserPool, input: ClientInput, hasSecret: boolean): void {
  const flows = input.AllowedOAuthFlows ?? [];
  const scopes = input.AllowedOAuthScopes ?? [];
  for (const url of [...(input.CallbackURLs ?? []), ...(input.LogoutURLs ?? [])]) {
    if (!isRedirect(url)) throw invalid(`Invalid redirect URI: ${url}`);
  }
  if (input.DefaultRedirectURI && !input.CallbackURLs?.includes(input.DefaultRedirectURI)) {
    throw invalid('DefaultRedirectURI must be one of the CallbackURLs.');
  }
  if (flows.includes('client_credentials')) {
    if (flows.length > 1) {
      throw invalid('client_credentials flow can not be selected along with code flow or implicit flow.');
    }
    if (!hasSecret)
      throw invalid('client_credentials flow can not be selected if client does not have a client secret.');
  }
  if (input.AllowedOAuthFlowsUserPoolClient && (flows.length === 0 || scopes.length === 0)) {
    throw invalid(
      'AllowedOAuthFlows and AllowedOAuthScopes are required if user pool client is allowed to use OAuth flows.',
    );
  }
  for (const scope of scopes) {
    if (OIDC_SCOPES.includes(scope)) continue;
    const slash = scope.lastIndexOf('/');
    const server = core.resourceServers.get(resourceServerId(pool.id, scope.slice(0, Math.max(slash, 0))));
    if (!server?.scopes.some(({ ScopeName }) => ScopeName === scope.slice(slash + 1))) {
      throw new AwsError('ScopeDoesNotExistException', `Invalid scope requested: ${scope}`);
    }
  }
}

function checkFlows(input: ClientInput): readonly string[] {
  const flows = input.ExplicitAuthFlows;
  if (flows === undefined || flows.length === 0) return DEFAULT_FLOWS;
  if (flows.some((flow) => OLD_FLOWS.includes(flow)) && flows.some((flow) => !OLD_FLOWS.includes(flow))) {
    throw invalid('ExplicitAuthFlows: flows with and without the ALLOW_ prefix cannot be mixed.');
  }
  if (flows.includes('CUSTOM_AUTH_FLOW_ONLY') && flows.length > 1) {
    throw invalid('CUSTOM_AUTH_FLOW_ONLY cannot be combined with other flows.');
  }
  return flows;
}

/**
 * An app client's settings with AWS's defaults for what `input` leaves out.
 * Throws InvalidParameterException or ScopeDoesNotExistException.
 */
export function clientSettings(
  core: CognitoCore,
  pool: UserPool,
  input: ClientInput & { readonly ClientName: string },
  hasSecret: boolean,
): AppClientSettings {
  checkLifetimes(input);
  checkOauth(core, pool, input, hasSecret);
  const ExplicitAuthFlows = checkFlows(input);
  const rotation = input.RefreshTokenRotation;
  if (rotation?.Feature === 'ENABLED' && ExplicitAuthFlows.includes('ALLOW_REFRESH_TOKEN_AUTH')) {
    throw invalid('Refresh token rotation cannot be enabled together with ALLOW_REFRESH_TOKEN_AUTH.');
  }
  const provider = input.SupportedIdentityProviders?.find((name) => name !== 'COGNITO');
  if (provider !== undefined) {
    throw invalid(`The provider ${provider} does not exist for User Pool ${pool.id}.`);
  }
  const {
    UserPoolId: _pool,
    AnalyticsConfiguration: _a,
    EnablePropagateAdditionalUserContextData: _e,
    ...own
  } = input;
  const settings: AppClientSettings = {
    ...own,
    ExplicitAuthFlows,
    RefreshTokenValidity: input.RefreshTokenValidity || 30,
    AllowedOAuthFlowsUserPoolClient: input.AllowedOAuthFlowsUserPoolClient ?? false,
    PreventUserExistenceErrors: input.PreventUserExistenceErrors ?? 'LEGACY',
    EnableTokenRevocation: input.EnableTokenRevocation ?? true,
    AuthSessionValidity: input.AuthSessionValidity ?? 3,
  };
  return settings;
}
