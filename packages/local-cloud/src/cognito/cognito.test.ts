import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AdminConfirmSignUpCommand,
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminGetUserCommand,
  AdminInitiateAuthCommand,
  AdminSetUserPasswordCommand,
  ConfirmSignUpCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  DescribeUserPoolClientCommand,
  DescribeUserPoolCommand,
  GetUserCommand,
  InitiateAuthCommand,
  ListUserPoolClientsCommand,
  ListUserPoolsCommand,
  ListUsersCommand,
  ResendConfirmationCodeCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { LOCAL_ACCOUNT } from '../aws/account.ts';
import { SYSTEM_SOURCES } from '../aws/sources.ts';
import { SILENT_JOURNAL } from '../journal/journal.ts';
import { openLevelStore } from '../store/level-store.ts';
import { createCognito } from './cognito.ts';
import { createUserPoolClient } from './pools/app-clients.ts';
import { createUserPool } from './pools/user-pools.ts';
import { type CognitoServer, cognitoServer } from './testing/cognito-server.ts';
import { adminCreateUser } from './users/admin-create-user.ts';

const PASSWORD = 'Correct-horse-9';
let server: CognitoServer;
let UserPoolId: string;
let ClientId: string;

beforeAll(async () => {
  server = await cognitoServer();
  const { UserPool } = await server.client.send(
    new CreateUserPoolCommand({
      PoolName: 'people',
      UsernameAttributes: ['email'],
      AutoVerifiedAttributes: ['email'],
      UsernameConfiguration: { CaseSensitive: false },
    }),
  );
  UserPoolId = UserPool?.Id ?? '';
  const { UserPoolClient } = await server.client.send(
    new CreateUserPoolClientCommand({
      UserPoolId,
      ClientName: 'web',
      ExplicitAuthFlows: [
        'ALLOW_USER_PASSWORD_AUTH',
        'ALLOW_REFRESH_TOKEN_AUTH',
        'ALLOW_ADMIN_USER_PASSWORD_AUTH',
      ],
    }),
  );
  ClientId = UserPoolClient?.ClientId ?? '';
});

afterAll(() => server.close());

function passwordSignIn(username: string, password = PASSWORD) {
  return server.client.send(
    new InitiateAuthCommand({
      ClientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: username, PASSWORD: password },
    }),
  );
}

async function signUpConfirmed(email: string): Promise<void> {
  await server.client.send(new SignUpCommand({ ClientId, Username: email, Password: PASSWORD }));
  const ConfirmationCode = await server.codeFor(email);
  await server.client.send(new ConfirmSignUpCommand({ ClientId, Username: email, ConfirmationCode }));
}

it('makes pools and clients with ids and defaults in the form of AWS', async () => {
  expect(UserPoolId).toMatch(/^us-east-1_[A-Za-z0-9]{9}$/);
  expect(ClientId).toMatch(/^[a-z0-9]{26}$/);
  const { UserPool } = await server.client.send(new DescribeUserPoolCommand({ UserPoolId }));
  expect(UserPool).toMatchObject({
    Name: 'people',
    Arn: `arn:aws:cognito-idp:us-east-1:000000000000:userpool/${UserPoolId}`,
    MfaConfiguration: 'OFF',
    Policies: { PasswordPolicy: { MinimumLength: 8, RequireSymbols: true } },
  });
  const { UserPoolClient } = await server.client.send(
    new DescribeUserPoolClientCommand({ UserPoolId, ClientId }),
  );
  expect(UserPoolClient).toMatchObject({ RefreshTokenValidity: 30, PreventUserExistenceErrors: 'LEGACY' });
  expect(UserPoolClient?.ClientSecret).toBeUndefined();
  const pools = await server.client.send(new ListUserPoolsCommand({ MaxResults: 10 }));
  expect(pools.UserPools?.map(({ Id }) => Id)).toEqual([UserPoolId]);
  const clients = await server.client.send(new ListUserPoolClientsCommand({ UserPoolId, MaxResults: 10 }));
  expect(clients.UserPoolClients).toEqual([{ ClientId, UserPoolId, ClientName: 'web' }]);
});

it('signs up, confirms and signs in, with Cognito’s claims and no others', async () => {
  const email = 'Fay@example.com';
  const signedUp = await server.client.send(
    new SignUpCommand({ ClientId, Username: email, Password: PASSWORD }),
  );
  expect(signedUp).toMatchObject({
    UserConfirmed: false,
    CodeDeliveryDetails: { Destination: 'F***@e***', DeliveryMedium: 'EMAIL', AttributeName: 'email' },
  });
  await expect(passwordSignIn(email)).rejects.toMatchObject({
    name: 'UserNotConfirmedException',
    message: 'User is not confirmed.',
  });
  await server.client.send(new ResendConfirmationCodeCommand({ ClientId, Username: email }));
  const ConfirmationCode = await server.codeFor('fay@EXAMPLE.com');
  await server.client.send(new ConfirmSignUpCommand({ ClientId, Username: email, ConfirmationCode }));

  const { AuthenticationResult } = await passwordSignIn('fay@example.com');
  expect(AuthenticationResult).toMatchObject({ ExpiresIn: 3600, TokenType: 'Bearer' });
  const { AccessToken = '', IdToken = '', RefreshToken = '' } = AuthenticationResult ?? {};
  const access = decodeJwt(AccessToken);
  const id = decodeJwt(IdToken);
  expect(Object.keys(access)).toEqual([
    'sub',
    'iss',
    'client_id',
    'origin_jti',
    'event_id',
    'token_use',
    'scope',
    'auth_time',
    'exp',
    'iat',
    'jti',
    'username',
  ]);
  expect(Object.keys(id).toSorted()).toEqual([
    'aud',
    'auth_time',
    'cognito:username',
    'email',
    'email_verified',
    'event_id',
    'exp',
    'iat',
    'iss',
    'jti',
    'origin_jti',
    'sub',
    'token_use',
  ]);
  expect(access).toMatchObject({
    sub: signedUp.UserSub,
    username: signedUp.UserSub,
    client_id: ClientId,
    token_use: 'access',
    scope: 'aws.cognito.signin.user.admin',
    iss: `${server.origin}/${UserPoolId}`,
  });
  expect(id).toMatchObject({ aud: ClientId, email_verified: true, token_use: 'id', email });
  expect(id.origin_jti).toBe(access.origin_jti);
  expect(Number(access.exp) - Number(access.iat)).toBe(3600);
  expect(RefreshToken.split('.')).toHaveLength(5);

  const jwks = server.cognito.backend.jwks(UserPoolId);
  expect(jwks.keys).toHaveLength(2);
  const headers = [decodeProtectedHeader(IdToken), decodeProtectedHeader(AccessToken)];
  expect(headers.map(({ kid }) => kid)).toEqual(jwks.keys.map(({ kid }) => kid));
  expect(Object.keys(headers[0] ?? {})).toEqual(['kid', 'alg']);
  await jwtVerify(IdToken, createLocalJWKSet(jwks), { issuer: `${server.origin}/${UserPoolId}` });

  const user = await server.client.send(new GetUserCommand({ AccessToken }));
  expect(user.Username).toBe(signedUp.UserSub);
  expect(user.UserAttributes).toContainEqual({ Name: 'email_verified', Value: 'true' });
  await expect(server.client.send(new GetUserCommand({ AccessToken: IdToken }))).rejects.toMatchObject({
    name: 'NotAuthorizedException',
    message: 'Invalid Access Token',
  });

  const refreshed = await server.client.send(
    new InitiateAuthCommand({
      ClientId,
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      AuthParameters: { REFRESH_TOKEN: RefreshToken },
    }),
  );
  expect(refreshed.AuthenticationResult?.RefreshToken).toBeUndefined();
  const again = decodeJwt(refreshed.AuthenticationResult?.AccessToken ?? '');
  expect(again).toMatchObject({ origin_jti: access.origin_jti, auth_time: access.auth_time });
  expect(again.jti).not.toBe(access.jti);
});

it('lets administrators make, confirm, list and remove users', async () => {
  const Username = 'admin-made@example.com';
  const { User } = await server.client.send(
    new AdminCreateUserCommand({ UserPoolId, Username, TemporaryPassword: 'Temporary-1' }),
  );
  expect(User?.UserStatus).toBe('FORCE_CHANGE_PASSWORD');
  expect(await server.codeFor(Username)).toBe('Temporary-1');
  await server.client.send(
    new AdminSetUserPasswordCommand({ UserPoolId, Username, Password: PASSWORD, Permanent: true }),
  );
  const signedIn = await server.client.send(
    new AdminInitiateAuthCommand({
      UserPoolId,
      ClientId,
      AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: Username, PASSWORD },
    }),
  );
  expect(signedIn.AuthenticationResult?.IdToken).toBeDefined();
  await server.client.send(new SignUpCommand({ ClientId, Username: 'late@example.com', Password: PASSWORD }));
  await server.client.send(new AdminConfirmSignUpCommand({ UserPoolId, Username: 'late@example.com' }));
  const late = await server.client.send(
    new AdminGetUserCommand({ UserPoolId, Username: 'LATE@example.com' }),
  );
  expect(late.UserStatus).toBe('CONFIRMED');
  const found = await server.client.send(
    new ListUsersCommand({ UserPoolId, Filter: 'email ^= "late@"', AttributesToGet: ['email'] }),
  );
  expect(found.Users?.map(({ Attributes }) => Attributes)).toEqual([
    [{ Name: 'email', Value: 'late@example.com' }],
  ]);
  await server.client.send(new AdminDeleteUserCommand({ UserPoolId, Username }));
  await expect(server.client.send(new AdminGetUserCommand({ UserPoolId, Username }))).rejects.toMatchObject({
    name: 'UserNotFoundException',
    message: 'User does not exist.',
  });
  expect(server.authorizations).toContainEqual({
    action: 'cognito-idp:AdminDeleteUser',
    resource: `arn:aws:cognito-idp:us-east-1:000000000000:userpool/${UserPoolId}`,
  });
});

it('lets only one of many have a name', async () => {
  const attempts = Array.from({ length: 12 }, (_, index) =>
    server.client.send(
      new SignUpCommand({
        ClientId,
        Username: index % 2 === 0 ? 'race@example.com' : 'RACE@example.com',
        Password: PASSWORD,
      }),
    ),
  );
  const outcomes = await Promise.allSettled(attempts);
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const outcome of outcomes) {
    if (outcome.status === 'rejected') {
      expect(outcome.reason).toMatchObject({
        name: 'UsernameExistsException',
        message: 'User already exists',
      });
    }
  }
});

it('locks after five wrong passwords, and says why in the journal only', async () => {
  await signUpConfirmed('locked@example.com');
  for (let attempt = 0; attempt < 5; attempt += 1) {
    await expect(passwordSignIn('locked@example.com', 'Wrong-horse-9')).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'Incorrect username or password.',
    });
  }
  expect(server.journal.at(-1)?.text).toMatch(/^The password of the user [0-9a-f-]{36} is another one\.$/);
  expect(JSON.stringify(server.journal)).not.toContain('Wrong-horse');
  await expect(passwordSignIn('locked@example.com')).rejects.toMatchObject({
    message: 'Password attempts exceeded',
  });
  server.advance(1001);
  await passwordSignIn('locked@example.com');
});

it('keeps what was issued through a restart, and issues in the name of AWS where asked', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'cognito-'));
  const open = async (issuer: 'local' | 'aws') => {
    const store = await openLevelStore(directory);
    const context = { account: LOCAL_ACCOUNT, sources: SYSTEM_SOURCES, journal: SILENT_JOURNAL, store };
    const invoker = (): never => {
      throw new Error('There are no functions.');
    };
    const cognito = await createCognito({ ...context, origin: 'http://localhost:1' }, { invoker, issuer });
    return { cognito, store };
  };
  const first = await open('aws');
  const { core } = first.cognito;
  const pool = await createUserPool(core, { PoolName: 'people' });
  const client = await createUserPoolClient(core, { UserPoolId: pool.id, ClientName: 'web' });
  const user = await adminCreateUser(core, pool, { username: 'fay', attributes: {} });
  const tokens = await first.cognito.backend.issueTokens({
    poolId: pool.id,
    clientId: client.id,
    sub: user.sub,
    scopes: ['openid'],
    authTime: 1,
    withRefreshToken: true,
  });
  expect(decodeJwt(tokens.accessToken).iss).toBe(`https://cognito-idp.us-east-1.amazonaws.com/${pool.id}`);
  await first.cognito.close?.();
  await first.store.close();

  const second = await open('aws');
  expect((await second.cognito.tokens.verify([pool.arn], tokens.accessToken)).valid).toBe(true);
  const { backend } = second.cognito;
  const again = await backend.refreshTokens(pool.id, client.id, tokens.refreshToken ?? '');
  expect((await backend.verifyToken(pool.id, again.accessToken)).valid).toBe(true);
  await second.store.close();

  const third = await open('local');
  expect(await third.cognito.tokens.verify([pool.arn], tokens.accessToken)).toMatchObject({
    valid: false,
    reason: 'issuer',
  });
  await third.store.close();
  await rm(directory, { recursive: true });
});
