import type { CognitoCore } from '../core.ts';
import { ADMIN_SCOPE, startSession } from '../tokens/issue-tokens.ts';
import type { Step } from './next-step.ts';
import type { SignInContext } from './sign-in-context.ts';

/** What InitiateAuth and RespondToAuthChallenge answer. */
export interface AuthResponse {
  readonly ChallengeName?: string;
  readonly Session?: string;
  readonly ChallengeParameters: Readonly<Record<string, string>>;
  readonly AvailableChallenges?: readonly string[];
  readonly AuthenticationResult?: {
    readonly AccessToken: string;
    readonly ExpiresIn: number;
    readonly IdToken?: string;
    readonly RefreshToken?: string;
    readonly TokenType: 'Bearer';
  };
}

/** The challenge, or the tokens of a new session. */
export async function authResponse(
  core: CognitoCore,
  context: SignInContext,
  step: Step,
): Promise<AuthResponse> {
  if (step.kind === 'challenge') {
    const { name, session, parameters } = step;
    return { ChallengeName: name, Session: session, ChallengeParameters: parameters };
  }
  const tokens = await startSession(
    core,
    { ...context, user: step.user },
    {
      origin: 'api',
      scopes: [ADMIN_SCOPE],
      authTime: Math.floor(core.sources.now() / 1000),
      withRefreshToken: true,
      source: step.newPassword ? 'TokenGeneration_NewPasswordChallenge' : 'TokenGeneration_Authentication',
      ...(context.clientMetadata ? { clientMetadata: context.clientMetadata } : {}),
    },
  );
  return {
    ChallengeParameters: {},
    AuthenticationResult: {
      AccessToken: tokens.accessToken,
      ExpiresIn: tokens.expiresIn,
      ...(tokens.idToken === undefined ? {} : { IdToken: tokens.idToken }),
      ...(tokens.refreshToken === undefined ? {} : { RefreshToken: tokens.refreshToken }),
      TokenType: 'Bearer',
    },
  };
}
