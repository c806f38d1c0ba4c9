import { AwsError } from '../../aws/aws-error.ts';
import type { CognitoCore } from '../core.ts';
import { rotatesRefreshTokens } from '../model/app-client.ts';
import { type AuthParameters, parameter } from './auth-parameters.ts';
import { type AuthResponse, authResponse } from './auth-response.ts';
import { startChoice } from './choice.ts';
import { checkSecretHash, requireFlow } from './client-access.ts';
import { startCustomAuth } from './custom-auth.ts';
import { afterFirstFactor } from './next-step.ts';
import { checkPasswordOf } from './password-check.ts';
import { refreshTokens } from './refresh.ts';
import type { SignInContext } from './sign-in-context.ts';
import { startSrp } from './srp.ts';

export type StartFlow = (
  core: CognitoCore,
  context: SignInContext,
  parameters: AuthParameters,
  /** Of ConfirmSignUp, for USER_AUTH. */
  session?: string,
) => Promise<AuthResponse>;

export interface AuthFlow {
  /** Which operations start it: InitiateAuth (`api`), AdminInitiateAuth (`admin`). */
  readonly doors: readonly SignInContext['door'][];
  /** Any of them in the client's ExplicitAuthFlows opens it. */
  readonly allowedBy: readonly string[];
  readonly refusal: string;
  readonly start: StartFlow;
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

async function startSrpFlow(
  core: CognitoCore,
  context: SignInContext,
  parameters: AuthParameters,
): Promise<AuthResponse> {
  const username = parameter(parameters, 'USERNAME');
  const srpA = parameter(parameters, 'SRP_A');
  checkSecretHash(context.client, [username], parameters.SECRET_HASH);
  const challenge = await startSrp(core, context, username, srpA);
  return { ChallengeName: 'PASSWORD_VERIFIER', ChallengeParameters: challenge };
}

async function startCustomFlow(
  core: CognitoCore,
  context: SignInContext,
  parameters: AuthParameters,
): Promise<AuthResponse> {
  const username = parameter(parameters, 'USERNAME');
  checkSecretHash(context.client, [username], parameters.SECRET_HASH);
  const srpA = parameters.CHALLENGE_NAME === 'SRP_A' ? parameter(parameters, 'SRP_A') : undefined;
  return authResponse(core, context, await startCustomAuth(core, context, username, srpA));
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
      ...(tokens.idToken === undefined ? {} : { IdToken: tokens.idToken }),
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

const srp: AuthFlow = {
  doors: ['api', 'admin'],
  allowedBy: ['ALLOW_USER_SRP_AUTH', 'ADMIN_NO_SRP_AUTH', 'USER_PASSWORD_AUTH'],
  refusal: 'USER_SRP_AUTH is not enabled for the client.',
  start: startSrpFlow,
};

const custom: AuthFlow = {
  doors: ['api', 'admin'],
  allowedBy: ['ALLOW_CUSTOM_AUTH', 'CUSTOM_AUTH_FLOW_ONLY', 'ADMIN_NO_SRP_AUTH', 'USER_PASSWORD_AUTH'],
  refusal: NOT_ENABLED,
  start: startCustomFlow,
};

const choice: AuthFlow = {
  doors: ['api', 'admin'],
  allowedBy: ['ALLOW_USER_AUTH'],
  refusal: NOT_ENABLED,
  start: startChoice,
};

/** Every flow, by its `AuthFlow`. */
const AUTH_FLOWS: Readonly<Record<string, AuthFlow>> = {
  USER_PASSWORD_AUTH: password,
  ADMIN_USER_PASSWORD_AUTH: adminPassword,
  ADMIN_NO_SRP_AUTH: adminPassword,
  REFRESH_TOKEN_AUTH: refresh,
  REFRESH_TOKEN: refresh,
  USER_SRP_AUTH: srp,
  CUSTOM_AUTH: custom,
  USER_AUTH: choice,
};

/** Starts a sign-in. Throws InvalidParameterException for a flow that this door or the client does not have. */
export async function startFlow(
  core: CognitoCore,
  context: SignInContext,
  name: string,
  parameters: AuthParameters,
  session?: string,
): Promise<AuthResponse> {
  const flow = AUTH_FLOWS[name];
  if (flow === undefined || !flow.doors.includes(context.door)) {
    throw new AwsError('InvalidParameterException', 'Initiate Auth method not supported.');
  }
  // A client that rotates may only be told so: its flows cannot hold the refresh flow.
  const rotating = flow === refresh && rotatesRefreshTokens(context.client);
  if (!rotating) requireFlow(context.client, flow.allowedBy, flow.refusal);
  return flow.start(core, context, parameters, session);
}
