import { AwsError } from '../../aws/aws-error.ts';
import type { CognitoCore } from '../core.ts';
import { rotatesRefreshTokens } from '../model/app-client.ts';
import { type AuthResponse, authResponse } from './auth-response.ts';
import { checkSecretHash, requireFlow } from './client-access.ts';
import { afterFirstFactor } from './next-step.ts';
import { checkPasswordOf } from './password-check.ts';
import { refreshTokens } from './refresh.ts';
import type { SignInContext } from './sign-in-context.ts';

export type AuthParameters = Readonly<Record<string, string>>;

export type StartFlow = (
  core: CognitoCore,
  context: SignInContext,
  parameters: AuthParameters,
) => Promise<AuthResponse>;

export interface AuthFlow {
  /** Which operations start it: InitiateAuth (`api`), AdminInitiateAuth (`admin`). */
  readonly doors: readonly SignInContext['door'][];
  /** Any of them in the client's ExplicitAuthFlows opens it. */
  readonly allowedBy: readonly string[];
  readonly refusal: string;
  readonly start: StartFlow;
}

/** Throws InvalidParameterException when it is missing. */
export function parameter(parameters: AuthParameters, name: string): string {
  const value = parameters[name];
  if (value !== undefined && value !== '') return value;
  throw new AwsError('InvalidParameterException', `Missing required parameter ${name}`);
}

async function startPassword(
  core: CognitoCore,
  context: SignInContext,
  parameters: AuthParameters,
): Promise<AuthResponse> {
  const username = parameter(parameters, 'USERNAME');
  const password = parameter(parameters, 'PASSWORD');
  checkSecretHash(context.client, [username], parameters.SECRET_HASH);
  const user = await checkPasswordOf(core, context, username, password);
  return authResponse(core, context, await afterFirstFactor(core, context, user));
}

async function startRefresh(
  core: CognitoCore,
  context: SignInContext,
  parameters: AuthParameters,
): Promise<AuthResponse> {
  if (rotatesRefreshTokens(context.client)) {
    throw new AwsError(
      'InvalidParameterException',
      'Refresh token rotation is enabled for this client: use GetTokensFromRefreshToken.',
    );
  }
  const tokens = await refreshTokens(core, context, {
    refreshToken: parameter(parameters, 'REFRESH_TOKEN'),
    proof: (usernames) => checkSecretHash(context.client, usernames, parameters.SECRET_HASH),
  });
  return {
    ChallengeParameters: {},
    AuthenticationResult: {
      AccessToken: tokens.accessToken,
      ExpiresIn: tokens.expiresIn,
      IdToken: tokens.idToken,
      TokenType: 'Bearer',
    },
  };
}

const NOT_ENABLED = 'Auth flow not enabled for this client';

const password: AuthFlow = {
  doors: ['api', 'admin'],
  allowedBy: ['ALLOW_USER_PASSWORD_AUTH', 'USER_PASSWORD_AUTH'],
  refusal: 'USER_PASSWORD_AUTH flow not enabled for this client',
  start: startPassword,
};

const adminPassword: AuthFlow = {
  doors: ['admin'],
  allowedBy: ['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ADMIN_NO_SRP_AUTH'],
  refusal: NOT_ENABLED,
  start: startPassword,
};

const refresh: AuthFlow = {
  doors: ['api', 'admin'],
  allowedBy: ['ALLOW_REFRESH_TOKEN_AUTH', 'ADMIN_NO_SRP_AUTH', 'CUSTOM_AUTH_FLOW_ONLY', 'USER_PASSWORD_AUTH'],
  refusal: NOT_ENABLED,
  start: startRefresh,
};

/** Every flow, by its `AuthFlow`. */
export const AUTH_FLOWS: Readonly<Record<string, AuthFlow>> = {
  USER_PASSWORD_AUTH: password,
  ADMIN_USER_PASSWORD_AUTH: adminPassword,
  ADMIN_NO_SRP_AUTH: adminPassword,
  REFRESH_TOKEN_AUTH: refresh,
  REFRESH_TOKEN: refresh,
};

/** Starts a sign-in. Throws InvalidParameterException for a flow that this door or the client does not have. */
export async function startFlow(
  core: CognitoCore,
  context: SignInContext,
  name: string,
  parameters: AuthParameters,
): Promise<AuthResponse> {
  const flow = AUTH_FLOWS[name];
  if (flow === undefined || !flow.doors.includes(context.door)) {
    throw new AwsError('InvalidParameterException', 'Initiate Auth method not supported.');
  }
  // A client that rotates may only be told so: its flows cannot hold the refresh flow.
  const rotating = flow === refresh && rotatesRefreshTokens(context.client);
  if (!rotating) requireFlow(context.client, flow.allowedBy, flow.refusal);
  return flow.start(core, context, parameters);
}
