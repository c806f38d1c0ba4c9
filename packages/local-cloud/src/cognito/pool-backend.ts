import { AwsError } from '../aws/aws-error.ts';
import type { CognitoCore } from './core.ts';
import type {
  CodeDelivery,
  HostedBackend,
  HostedClient,
  HostedPool,
  SignInOutcome,
} from './hosted/hosted-backend.ts';
import type { CodeDeliveryDetails } from './mail/code-message.ts';
import { associateSoftwareToken, verifySoftwareToken } from './mfa/enrolment.ts';
import { type AppClient, tokenLifetimes } from './model/app-client.ts';
import type { UserPool } from './model/user-pool.ts';
import { passwordRules } from './passwords/password-policy.ts';
import { answerMfaSetup } from './sign-in/answer-mfa-setup.ts';
import { answerNewPassword } from './sign-in/answer-new-password.ts';
import { answerSoftwareToken } from './sign-in/answer-software-token.ts';
import { type ClientAccess, findClient } from './sign-in/client-access.ts';
import { afterFirstFactor, type Step } from './sign-in/next-step.ts';
import { checkPasswordOf } from './sign-in/password-check.ts';
import { refreshTokens } from './sign-in/refresh.ts';
import { revokeRefreshToken } from './sign-in/revoke.ts';
import { clientToken } from './tokens/client-token.ts';
import { startSession } from './tokens/issue-tokens.ts';
import { attributesForScopes } from './tokens/readable-attributes.ts';
import { confirmSignUp, resendConfirmationCode } from './users/confirm-sign-up.ts';
import { findUser } from './users/find-user.ts';
import { confirmForgotPassword, forgotPassword } from './users/forgot-password.ts';
import { signUp } from './users/sign-up.ts';

function hostedPool(core: CognitoCore, pool: UserPool): HostedPool {
  const { settings } = pool;
  const names = settings.UsernameAttributes ?? [];
  const signInWith = names.includes('email')
    ? 'email'
    : names.includes('phone_number')
      ? 'phone_number'
      : 'username';
  return {
    id: pool.id,
    name: pool.name,
    hasDomain: core.domains.list().some(({ poolId }) => poolId === pool.id),
    selfSignUp: !settings.AdminCreateUserConfig.AllowAdminCreateUserOnly,
    signInWith,
    requiredAttributes: pool.schema
      .filter(({ Name, Required }) => Required && Name !== 'sub' && Name !== signInWith)
      .map(({ Name }) => Name),
    passwordRules: passwordRules(settings.Policies.PasswordPolicy),
  };
}

function hostedClient({ id, secret, settings }: AppClient): HostedClient {
  return {
    id,
    name: settings.ClientName,
    secret,
    oauthEnabled: settings.AllowedOAuthFlowsUserPoolClient,
    callbackUrls: settings.CallbackURLs ?? [],
    logoutUrls: settings.LogoutURLs ?? [],
    defaultRedirectUri: settings.DefaultRedirectURI,
    flows: new Set(settings.AllowedOAuthFlows ?? []),
    scopes: settings.AllowedOAuthScopes ?? [],
  };
}

function delivered(details: CodeDeliveryDetails | undefined): CodeDelivery | undefined {
  return details && { destination: details.Destination };
}

async function outcome(core: CognitoCore, step: Step): Promise<SignInOutcome> {
  if (step.kind === 'done') return { kind: 'signed-in', sub: step.user.sub };
  const { name, session } = step;
  switch (name) {
    case 'NEW_PASSWORD_REQUIRED':
      return { kind: 'new-password-required', session };
    case 'SOFTWARE_TOKEN_MFA':
      return { kind: 'totp-required', session };
    case 'MFA_SETUP': {
      const { SecretCode, Session = '' } = await associateSoftwareToken(core, { Session: session });
      return { kind: 'mfa-setup-required', session: Session, secret: SecretCode };
    }
    default:
      throw new AwsError('NotAuthorizedException', `The sign-in pages cannot ask for ${name}.`);
  }
}

/** The user pools as their sign-in pages and OAuth endpoints use them. */
export function poolBackend(core: CognitoCore): HostedBackend {
  const access = (poolId: string, clientId: string): ClientAccess => findClient(core, clientId, poolId);

  return {
    pool(poolId) {
      const pool = core.pools.get(poolId);
      return pool && hostedPool(core, pool);
    },
    client(poolId, clientId) {
      const client = core.clients.get(clientId);
      return client?.poolId === poolId ? hostedClient(client) : undefined;
    },
    jwks: (poolId) => (core.pools.get(poolId) ? core.keys.jwks(poolId) : { keys: [] }),
    issuer: core.issuer,

    async signUp({ poolId, clientId, username, password, attributes }) {
      const request = { username, password, attributes };
      const result = await signUp(core, access(poolId, clientId), request);
      const delivery = delivered(result.delivery);
      return { confirmed: result.user.status === 'CONFIRMED', ...(delivery ? { delivery } : {}) };
    },
    confirmSignUp: (poolId, clientId, username, code) =>
      confirmSignUp(core, access(poolId, clientId), { username, code }),
    resendConfirmationCode: async (poolId, clientId, username) =>
      delivered(await resendConfirmationCode(core, access(poolId, clientId), username)),
    forgotPassword: async (poolId, clientId, username) =>
      delivered(await forgotPassword(core, access(poolId, clientId), username)),
    confirmForgotPassword: (poolId, clientId, username, code, password) =>
      confirmForgotPassword(core, access(poolId, clientId), { username, code, password }),

    async authenticate(poolId, clientId, username, password) {
      const context = { ...access(poolId, clientId), door: 'hosted' as const };
      const user = await checkPasswordOf(core, context, username, password);
      return outcome(core, await afterFirstFactor(core, context, user));
    },
    async signInConfirmed(poolId, clientId, username) {
      const { pool, client } = access(poolId, clientId);
      const user = findUser(core, pool, username);
      return outcome(core, await afterFirstFactor(core, { pool, client, door: 'hosted' }, user));
    },
    async answerNewPassword(poolId, clientId, session, password) {
      const context = { ...access(poolId, clientId), door: 'hosted' as const };
      return outcome(core, await answerNewPassword(core, context, { session, password, attributes: {} }));
    },
    async answerTotp(poolId, clientId, session, code) {
      const context = { ...access(poolId, clientId), door: 'hosted' as const };
      return outcome(core, await answerSoftwareToken(core, context, { session, code }));
    },
    async answerMfaSetup(poolId, clientId, session, code) {
      const context = { ...access(poolId, clientId), door: 'hosted' as const };
      const verified = await verifySoftwareToken(core, { Session: session }, code, undefined);
      return outcome(core, await answerMfaSetup(core, context, verified.Session));
    },

    user(poolId, sub) {
      const pool = core.pools.get(poolId);
      const user = pool && core.users.bySub(pool, sub);
      if (!user?.enabled) return undefined;
      return { displayName: user.attributes.email ?? user.attributes.phone_number ?? user.username };
    },
    async issueTokens({ poolId, clientId, sub, ...request }) {
      const { pool, client } = access(poolId, clientId);
      const user = core.users.bySub(pool, sub);
      if (!user?.enabled) throw new AwsError('NotAuthorizedException', 'User is disabled.');
      return startSession(
        core,
        { pool, client, user },
        { ...request, origin: 'oauth', source: 'TokenGeneration_HostedAuth' },
      );
    },
    refreshTokens: (poolId, clientId, refreshToken) =>
      refreshTokens(core, access(poolId, clientId), { refreshToken, origin: 'oauth' }),
    async clientCredentials(poolId, clientId, scopes) {
      const { client } = access(poolId, clientId);
      const accessToken = await clientToken(core, client, scopes);
      return { accessToken, expiresIn: tokenLifetimes(client).access };
    },
    revokeToken: (poolId, clientId, token) => revokeRefreshToken(core, access(poolId, clientId), token),
    verifyToken: (poolId, token) => core.verifier.verifyForPools([poolId], token),
    async userInfo(poolId, claims) {
      const { sub, origin_jti: originJti, client_id: clientId, scope } = claims;
      const pool = core.pools.get(poolId);
      const client = typeof clientId === 'string' ? core.clients.get(clientId) : undefined;
      if (pool === undefined || client === undefined) return undefined;
      if (typeof sub !== 'string' || typeof originJti !== 'string') return undefined;
      const user = core.users.bySub(pool, sub);
      const session = core.sessions.live(poolId, sub, originJti);
      if (!user?.enabled || session === undefined || session.origin !== 'oauth') return undefined;
      const scopes = typeof scope === 'string' ? scope.split(' ') : [];
      return {
        sub,
        ...attributesForScopes(client, user, scopes),
        username: user.username,
      };
    },
  };
}
