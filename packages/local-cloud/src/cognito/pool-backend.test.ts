import * as sdk from '@aws-sdk/client-cognito-identity-provider';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HostedBackend, IssueRequest } from './hosted/hosted-backend.ts';
import { stepAt, totpCode } from './mfa/totp.ts';
import { type Fixture, fixture, PASSWORD } from './testing/fixture.ts';
import { accessTokenHash } from './tokens/token-claims.ts';

let pool: Fixture;
let backend: HostedBackend;
let poolId: string;
let clientId: string;

beforeAll(async () => {
  pool = await fixture({ UsernameConfiguration: { CaseSensitive: false } });
  backend = pool.cognito.backend;
  poolId = pool.UserPoolId;
  clientId = pool.ClientId;
});
afterAll(() => pool.close());

async function signedIn(email: string): Promise<string> {
  await pool.newUser(email, { email_verified: 'true', name: 'Fay', phone_number: '+15551234567' });
  const outcome = await backend.authenticate(poolId, clientId, email, PASSWORD);
  if (outcome.kind !== 'signed-in') throw new Error(`The sign-in asks for ${outcome.kind}.`);
  return outcome.sub;
}

function request(sub: string, scopes: readonly string[], rest: Partial<IssueRequest> = {}): IssueRequest {
  return { poolId, clientId, sub, scopes, authTime: 1_800_000_000, withRefreshToken: true, ...rest };
}

describe('the backend of the sign-in pages', () => {
  it('signs up, confirms, and goes on without another password', async () => {
    const username = 'new@example.com';
    const signedUp = await backend.signUp({ poolId, clientId, username, password: PASSWORD, attributes: {} });
    expect(signedUp).toEqual({ confirmed: false, delivery: { destination: 'n***@e***' } });
    await expect(backend.signInConfirmed(poolId, clientId, username)).rejects.toMatchObject({
      code: 'UserNotConfirmedException',
    });
    expect(await backend.resendConfirmationCode(poolId, clientId, username)).toEqual({
      destination: 'n***@e***',
    });
    await backend.confirmSignUp(poolId, clientId, username, await pool.codeFor(username));
    const outcome = await backend.signInConfirmed(poolId, clientId, username);
    expect(outcome.kind).toBe('signed-in');
    if (outcome.kind === 'signed-in') {
      expect(backend.user(poolId, outcome.sub)).toEqual({ displayName: username });
    }
  });

  it('tells the pages why, which they keep to the journal', async () => {
    const hiding = await pool.newClient({ PreventUserExistenceErrors: 'ENABLED' });
    await expect(backend.authenticate(poolId, hiding, 'nobody@example.com', PASSWORD)).rejects.toMatchObject({
      message: 'Incorrect username or password.',
      cause: { message: 'No user has that name.' },
    });
  });

  it('issues what the scopes open', async () => {
    const sub = await signedIn('scopes@example.com');
    const all = await backend.issueTokens(request(sub, ['openid'], { nonce: 'n-1' }));
    const id = decodeJwt(all.idToken ?? '');
    expect(id).toMatchObject({
      name: 'Fay',
      email: 'scopes@example.com',
      phone_number: '+15551234567',
      nonce: 'n-1',
      auth_time: 1_800_000_000,
      at_hash: accessTokenHash(all.accessToken),
    });
    const narrow = await backend.issueTokens(request(sub, ['openid', 'email']));
    expect(decodeJwt(narrow.idToken ?? '')).toMatchObject({ email_verified: true });
    expect(decodeJwt(narrow.idToken ?? '')).not.toHaveProperty('name');
    const access = decodeJwt(narrow.accessToken);
    expect(access).toMatchObject({ version: 2, scope: 'openid email', sub });
    expect(await backend.userInfo(poolId, access)).toEqual({
      sub,
      email: 'scopes@example.com',
      email_verified: 'true',
      username: sub,
    });
    const bare = await backend.issueTokens(request(sub, ['tasks/read'], { withRefreshToken: false }));
    expect(bare.idToken).toBeUndefined();
    expect(bare.refreshToken).toBeUndefined();
    const AccessToken = bare.accessToken;
    await expect(pool.client.send(new sdk.GetUserCommand({ AccessToken }))).rejects.toMatchObject({
      message: 'Access Token does not have required scopes',
    });
  });

  it('gives no ID token by another door either, when openid was not asked for', async () => {
    const sub = await signedIn('narrow@example.com');
    const { refreshToken: RefreshToken } = await backend.issueTokens(request(sub, ['tasks/read']));
    const { AuthenticationResult } = await pool.client.send(
      new sdk.GetTokensFromRefreshTokenCommand({ ClientId: clientId, RefreshToken }),
    );
    expect(AuthenticationResult?.IdToken).toBeUndefined();
    expect(decodeJwt(AuthenticationResult?.AccessToken ?? '').scope).toBe('tasks/read');
  });

  it('refreshes and revokes its own refresh tokens', async () => {
    const sub = await signedIn('refresh@example.com');
    const tokens = await backend.issueTokens(request(sub, ['openid', 'email']));
    const refreshToken = tokens.refreshToken ?? '';
    const again = await backend.refreshTokens(poolId, clientId, refreshToken);
    expect(again.idToken).toBeDefined();
    expect(decodeJwt(again.accessToken).origin_jti).toBe(decodeJwt(tokens.accessToken).origin_jti);
    const foreign = await pool.newClient();
    await expect(backend.refreshTokens(poolId, foreign, refreshToken)).rejects.toMatchObject({
      code: 'NotAuthorizedException',
    });
    const api = (await pool.signIn('refresh@example.com')).AuthenticationResult?.RefreshToken ?? '';
    await expect(backend.refreshTokens(poolId, clientId, api)).rejects.toMatchObject({
      code: 'NotAuthorizedException',
    });
    expect(await backend.revokeToken(poolId, foreign, refreshToken)).toBe('revoked');
    await backend.refreshTokens(poolId, clientId, refreshToken);
    expect(await backend.revokeToken(poolId, clientId, tokens.accessToken)).toBe('unsupported');
    expect(await backend.revokeToken(poolId, clientId, refreshToken)).toBe('revoked');
    await expect(backend.refreshTokens(poolId, clientId, refreshToken)).rejects.toMatchObject({
      message: 'Refresh Token has been revoked',
    });
    const claims = decodeJwt(tokens.accessToken);
    expect(await backend.userInfo(poolId, claims)).toBeUndefined();
    expect(await backend.revokeToken(poolId, clientId, 'anything')).toBe('revoked');
  });

  it('asks for a new password and for an authenticator’s code; sessions are of the pages alone', async () => {
    const username = 'made@example.com';
    await pool.client.send(
      new sdk.AdminCreateUserCommand({
        UserPoolId: poolId,
        Username: username,
        TemporaryPassword: 'Temporary-1',
      }),
    );
    const first = await backend.authenticate(poolId, clientId, username, 'Temporary-1');
    expect(first.kind).toBe('new-password-required');
    const session = first.kind === 'new-password-required' ? first.session : '';
    await expect(
      pool.client.send(
        new sdk.RespondToAuthChallengeCommand({
          ClientId: clientId,
          ChallengeName: 'NEW_PASSWORD_REQUIRED',
          Session: session,
          ChallengeResponses: { USERNAME: username, NEW_PASSWORD: PASSWORD },
        }),
      ),
    ).rejects.toMatchObject({ message: 'Invalid session for the user.' });
    await expect(backend.answerNewPassword(poolId, clientId, session, 'weak')).rejects.toMatchObject({
      code: 'InvalidPasswordException',
    });
    expect((await backend.answerNewPassword(poolId, clientId, session, PASSWORD)).kind).toBe('signed-in');

    await pool.client.send(
      new sdk.SetUserPoolMfaConfigCommand({
        UserPoolId: poolId,
        MfaConfiguration: 'OPTIONAL',
        SoftwareTokenMfaConfiguration: { Enabled: true },
      }),
    );
    const AccessToken = await pool.accessToken(username);
    const { SecretCode = '' } = await pool.client.send(
      new sdk.AssociateSoftwareTokenCommand({ AccessToken }),
    );
    const code = (): string => totpCode(SecretCode, stepAt(pool.cognito.core.sources.now()));
    await pool.client.send(new sdk.VerifySoftwareTokenCommand({ AccessToken, UserCode: code() }));
    await pool.client.send(
      new sdk.SetUserMFAPreferenceCommand({ AccessToken, SoftwareTokenMfaSettings: { Enabled: true } }),
    );
    pool.advance(60_000);
    const second = await backend.authenticate(poolId, clientId, username, PASSWORD);
    expect(second.kind).toBe('totp-required');
    const totp = second.kind === 'totp-required' ? second.session : '';
    await expect(backend.answerTotp(poolId, clientId, totp, '000000')).rejects.toMatchObject({
      code: 'CodeMismatchException',
    });
    expect((await backend.answerTotp(poolId, clientId, totp, code())).kind).toBe('signed-in');
  });

  it('resets passwords', async () => {
    const username = 'reset@example.com';
    await pool.newUser(username);
    expect(await backend.forgotPassword(poolId, clientId, username)).toEqual({ destination: 'r***@e***' });
    const code = await pool.codeFor(username);
    await backend.confirmForgotPassword(poolId, clientId, username, code, 'Another-horse-9');
    const outcome = await backend.authenticate(poolId, clientId, username, 'Another-horse-9');
    expect(outcome.kind).toBe('signed-in');
  });

  it('knows no client of another pool', async () => {
    expect(backend.pool('us-east-1_Nobodys00')).toBeUndefined();
    expect(backend.jwks('us-east-1_Nobodys00')).toEqual({ keys: [] });
    await expect(
      backend.authenticate('us-east-1_Nobodys00', clientId, 'x@example.com', PASSWORD),
    ).rejects.toMatchObject({ code: 'ResourceNotFoundException' });
  });
});
