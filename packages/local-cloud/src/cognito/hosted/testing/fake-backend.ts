import { createHash, randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, type JSONWebKeySet, jwtVerify, SignJWT } from 'jose';
import { AwsError } from '../../../aws/aws-error.ts';
import type { TokenVerification } from '../../token-verifier.ts';
import type {
  HostedBackend,
  HostedClient,
  HostedPool,
  IssuedTokens,
  IssueRequest,
} from '../hosted-backend.ts';

export const POOL_ID = 'us-east-1_Ab3dE6gHi';
export const OTHER_POOL_ID = 'us-east-1_Other0000';

/** The code that confirms, resets and answers TOTP. */
export const RIGHT_CODE = '123456';
export const PASSWORD = 'Correct-horse-7';

export interface FakeUser {
  readonly sub: string;
  readonly username: string;
  password: string;
  confirmed: boolean;
  enabled: boolean;
  attributes: Record<string, string>;
  next?: 'new-password' | 'totp' | 'mfa-setup';
}

/** A user pool in memory, with real signatures and made-up rules of its own where they do not matter. */
export interface FakeBackend extends HostedBackend {
  poolState: HostedPool;
  readonly clients: Map<string, HostedClient>;
  readonly users: Map<string, FakeUser>;
  readonly calls: string[];
  addUser(username: string, more?: Partial<FakeUser>): FakeUser;
  /** The error that the next call of that method ends with. */
  failNext(method: string, error: AwsError): void;
}

export const POOL: HostedPool = {
  id: POOL_ID,
  name: 'Taskyard',
  hasDomain: true,
  selfSignUp: true,
  signInWith: 'email',
  requiredAttributes: ['given_name'],
  passwordRules: ['At least 8 characters.', 'A number.'],
};

export function fakeClient(id: string, more: Partial<HostedClient> = {}): HostedClient {
  return {
    id,
    name: `${id} name`,
    secret: undefined,
    oauthEnabled: true,
    callbackUrls: ['http://localhost:3000/callback', 'myapp://callback'],
    logoutUrls: ['http://localhost:3000/bye'],
    defaultRedirectUri: undefined,
    flows: new Set(['code']),
    scopes: ['openid', 'email', 'tasks/read'],
    ...more,
  };
}

export async function fakeBackend(origin: string): Promise<FakeBackend> {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const keySet: JSONWebKeySet = {
    keys: [{ ...(await exportJWK(publicKey)), kid: 'k1', alg: 'RS256', use: 'sig' }],
  };
  const issuer = (poolId: string): string => `${origin}/${poolId}`;
  const refreshTokens = new Map<string, IssueRequest>();
  const sessions = new Map<string, FakeUser>();
  const failures = new Map<string, AwsError>();

  const sign = (claims: Record<string, unknown>, poolId: string): Promise<string> =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', kid: 'k1' })
      .setIssuer(issuer(poolId))
      .setIssuedAt()
      .setExpirationTime('1h')
      .setJti(randomUUID())
      .sign(privateKey);

  function called(method: string): void {
    backend.calls.push(method);
    const error = failures.get(method);
    failures.delete(method);
    if (error) throw error;
  }

  function userNamed(username: string): FakeUser {
    const user = backend.users.get(username);
    if (user === undefined) throw new AwsError('UserNotFoundException', 'User does not exist.');
    return user;
  }

  function userOf(sub: string): FakeUser | undefined {
    return [...backend.users.values()].find((user) => user.sub === sub && user.enabled);
  }

  function afterPassword(user: FakeUser): ReturnType<HostedBackend['authenticate']> {
    if (user.next === undefined) return Promise.resolve({ kind: 'signed-in', sub: user.sub });
    const session = randomUUID();
    sessions.set(session, user);
    if (user.next === 'mfa-setup') {
      return Promise.resolve({ kind: 'mfa-setup-required', session, secret: 'ABCDEFGHIJ234567' });
    }
    return Promise.resolve({
      kind: user.next === 'totp' ? 'totp-required' : 'new-password-required',
      session,
    });
  }

  function checkCode(code: string): void {
    if (code !== RIGHT_CODE) {
      throw new AwsError('CodeMismatchException', 'Invalid verification code provided, please try again.');
    }
  }

  function checkPassword(password: string): void {
    if (password.length < 8) {
      throw new AwsError(
        'InvalidPasswordException',
        'Password did not conform with policy: Password not long enough',
      );
    }
  }

  async function issue(request: IssueRequest): Promise<IssuedTokens> {
    const { sub, clientId, poolId, scopes, authTime, nonce } = request;
    const accessToken = await sign(
      { sub, client_id: clientId, token_use: 'access', scope: scopes.join(' '), auth_time: authTime },
      poolId,
    );
    const atHash = createHash('sha256').update(accessToken).digest().subarray(0, 16).toString('base64url');
    const refreshToken = request.withRefreshToken ? `refresh.${randomUUID()}` : undefined;
    if (refreshToken) refreshTokens.set(refreshToken, request);
    return {
      accessToken,
      expiresIn: 3600,
      ...(scopes.includes('openid')
        ? {
            idToken: await sign(
              {
                sub,
                aud: clientId,
                token_use: 'id',
                auth_time: authTime,
                at_hash: atHash,
                ...(nonce ? { nonce } : {}),
              },
              poolId,
            ),
          }
        : {}),
      ...(refreshToken ? { refreshToken } : {}),
    };
  }

  const backend: FakeBackend = {
    poolState: POOL,
    clients: new Map(),
    users: new Map(),
    calls: [],
    addUser: (username, more = {}) => {
      const user: FakeUser = {
        sub: randomUUID(),
        username,
        password: PASSWORD,
        confirmed: true,
        enabled: true,
        attributes: { email: username },
        ...more,
      };
      backend.users.set(username, user);
      return user;
    },
    failNext: (method, error) => void failures.set(method, error),

    pool: (poolId) =>
      poolId === POOL_ID || poolId === OTHER_POOL_ID ? { ...backend.poolState, id: poolId } : undefined,
    client: (poolId, clientId) => (poolId === POOL_ID ? backend.clients.get(clientId) : undefined),
    jwks: () => keySet,
    issuer,

    signUp: async ({ username, password, attributes }) => {
      called('signUp');
      if (backend.users.has(username)) throw new AwsError('UsernameExistsException', 'User already exists');
      checkPassword(password);
      const confirmed = username.startsWith('auto');
      backend.addUser(username, { password, confirmed, attributes: { ...attributes, email: username } });
      return { confirmed, delivery: { destination: 'a***@e***' } };
    },
    confirmSignUp: async (_poolId, _clientId, username, code) => {
      called('confirmSignUp');
      checkCode(code);
      userNamed(username).confirmed = true;
    },
    resendConfirmationCode: async (_poolId, _clientId, username) => {
      called('resendConfirmationCode');
      userNamed(username);
      return { destination: 'r***@e***' };
    },
    forgotPassword: async (_poolId, _clientId, username) => {
      called('forgotPassword');
      userNamed(username);
      return { destination: 'f***@e***' };
    },
    confirmForgotPassword: async (_poolId, _clientId, username, code, password) => {
      called('confirmForgotPassword');
      checkCode(code);
      checkPassword(password);
      userNamed(username).password = password;
    },
    authenticate: async (_poolId, _clientId, username, password) => {
      called('authenticate');
      const user = backend.users.get(username);
      if (user?.password !== password) {
        throw new AwsError('NotAuthorizedException', 'Incorrect username or password.');
      }
      if (!user.confirmed) throw new AwsError('UserNotConfirmedException', 'User is not confirmed.');
      return afterPassword(user);
    },
    signInConfirmed: async (_poolId, _clientId, username) => {
      called('signInConfirmed');
      return afterPassword(userNamed(username));
    },
    answerNewPassword: async (_poolId, _clientId, session, password) => {
      called('answerNewPassword');
      const user = sessions.get(session);
      if (user === undefined) throw new AwsError('NotAuthorizedException', 'Invalid session for the user.');
      checkPassword(password);
      sessions.delete(session);
      user.password = password;
      delete user.next;
      return { kind: 'signed-in', sub: user.sub };
    },
    answerTotp: async (_poolId, _clientId, session, code) => {
      called('answerTotp');
      const user = sessions.get(session);
      if (user === undefined) throw new AwsError('NotAuthorizedException', 'Invalid session for the user.');
      checkCode(code);
      sessions.delete(session);
      return { kind: 'signed-in', sub: user.sub };
    },
    answerMfaSetup: async (_poolId, _clientId, session, code) => {
      called('answerMfaSetup');
      const user = sessions.get(session);
      if (user === undefined) throw new AwsError('NotAuthorizedException', 'Invalid session for the user.');
      checkCode(code);
      sessions.delete(session);
      return { kind: 'signed-in', sub: user.sub };
    },
    user: (_poolId, sub) => {
      const user = userOf(sub);
      return user && { displayName: user.username };
    },
    issueTokens: async (request) => {
      called('issueTokens');
      return issue(request);
    },
    refreshTokens: async (_poolId, clientId, refreshToken) => {
      called('refreshTokens');
      const request = refreshTokens.get(refreshToken);
      if (request?.clientId !== clientId) {
        throw new AwsError('NotAuthorizedException', 'Invalid Refresh Token.');
      }
      return issue({ ...request, withRefreshToken: false });
    },
    clientCredentials: async (poolId, clientId, scopes) => {
      called('clientCredentials');
      return issue({ poolId, clientId, sub: clientId, scopes, authTime: 0, withRefreshToken: false });
    },
    revokeToken: async (_poolId, _clientId, token) => {
      called('revokeToken');
      if (token.startsWith('ey')) return 'unsupported';
      refreshTokens.delete(token);
      return 'revoked';
    },
    verifyToken: async (poolId, token): Promise<TokenVerification> => {
      try {
        const { payload } = await jwtVerify(token, publicKey, { issuer: issuer(poolId) });
        return { valid: true, use: payload.token_use === 'id' ? 'id' : 'access', claims: payload };
      } catch {
        return { valid: false, reason: 'signature', detail: 'The signature is not the pool’s.' };
      }
    },
    userInfo: async (_poolId, claims) => {
      const user = userOf(String(claims.sub));
      return user && { sub: user.sub, ...user.attributes, email_verified: 'true', username: user.sub };
    },
  };
  return backend;
}
