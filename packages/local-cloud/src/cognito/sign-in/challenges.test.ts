import * as sdk from '@aws-sdk/client-cognito-identity-provider';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stepAt, totpCode } from '../mfa/totp.ts';
import { type Fixture, fixture, PASSWORD } from '../testing/fixture.ts';

type Step = sdk.InitiateAuthCommandOutput;

let pool: Fixture;
const opened: Fixture[] = [];

async function open(...settings: Parameters<typeof fixture>): Promise<Fixture> {
  const made = await fixture(...settings);
  opened.push(made);
  return made;
}

beforeAll(async () => {
  pool = await open();
});
afterAll(() => Promise.all(opened.map((each) => each.close())));

function respond(
  at: Fixture,
  ChallengeName: sdk.ChallengeNameType,
  Session: string | undefined,
  ChallengeResponses: Record<string, string>,
): Promise<Step> {
  return at.client.send(
    new sdk.RespondToAuthChallengeCommand({
      ClientId: at.ClientId,
      ChallengeName,
      Session,
      ChallengeResponses,
    }),
  );
}

describe('NEW_PASSWORD_REQUIRED', () => {
  async function temporary(Username: string): Promise<Step> {
    await pool.client.send(
      new sdk.AdminCreateUserCommand({
        UserPoolId: pool.UserPoolId,
        Username,
        TemporaryPassword: 'Temporary-1',
        UserAttributes: [{ Name: 'email_verified', Value: 'true' }],
      }),
    );
    return pool.signIn(Username, 'Temporary-1');
  }

  it('replaces a temporary password; a weak one may be corrected, an answer counts once', async () => {
    const Username = 'first@example.com';
    const step = await temporary(Username);
    expect(step.ChallengeName).toBe('NEW_PASSWORD_REQUIRED');
    expect(JSON.parse(step.ChallengeParameters?.userAttributes ?? '')).toEqual({
      email: Username,
      email_verified: 'true',
    });
    expect(step.ChallengeParameters?.requiredAttributes).toBe('[]');
    const answer = (NEW_PASSWORD: string): Promise<Step> =>
      respond(pool, 'NEW_PASSWORD_REQUIRED', step.Session, { USERNAME: Username, NEW_PASSWORD });
    await expect(answer('weak')).rejects.toMatchObject({ name: 'InvalidPasswordException' });
    const done = await answer(PASSWORD);
    expect(done.AuthenticationResult?.RefreshToken).toBeDefined();
    await expect(answer(PASSWORD)).rejects.toMatchObject({
      message: 'Invalid session for the user, session can only be used once.',
    });
    await expect(pool.signIn(Username, 'Temporary-1')).rejects.toMatchObject({
      message: 'Incorrect username or password.',
    });
  });

  it('lasts three minutes, and the password seven days', async () => {
    const Username = 'late@example.com';
    const step = await temporary(Username);
    pool.advance(3 * 60_000 + 1);
    await expect(
      respond(pool, 'NEW_PASSWORD_REQUIRED', step.Session, { USERNAME: Username, NEW_PASSWORD: PASSWORD }),
    ).rejects.toMatchObject({ message: 'Invalid session for the user, session is expired.' });
    pool.advance(7 * 86_400_000);
    await expect(pool.signIn(Username, 'Temporary-1')).rejects.toMatchObject({
      message: 'Temporary password has expired and must be reset by an administrator.',
    });
  });

  it('is another client’s, or another challenge’s, session', async () => {
    const step = await temporary('other@example.com');
    await expect(
      respond(pool, 'SOFTWARE_TOKEN_MFA', step.Session, { SOFTWARE_TOKEN_MFA_CODE: '123456' }),
    ).rejects.toMatchObject({ message: 'Invalid session for the user.' });
    await expect(
      respond({ ...pool, ClientId: await pool.newClient() }, 'NEW_PASSWORD_REQUIRED', step.Session, {
        NEW_PASSWORD: PASSWORD,
      }),
    ).rejects.toMatchObject({ message: 'Invalid session for the user.' });
  });
});

describe('SOFTWARE_TOKEN_MFA', () => {
  it('is set up by who is signed in, asked for from then on, and takes each code once', async () => {
    const at = await open();
    await at.client.send(
      new sdk.SetUserPoolMfaConfigCommand({
        UserPoolId: at.UserPoolId,
        MfaConfiguration: 'OPTIONAL',
        SoftwareTokenMfaConfiguration: { Enabled: true },
      }),
    );
    const Username = 'app@example.com';
    await at.newUser(Username);
    const AccessToken = await at.accessToken(Username);
    const { SecretCode = '' } = await at.client.send(new sdk.AssociateSoftwareTokenCommand({ AccessToken }));
    expect(SecretCode).toMatch(/^[A-Z2-7]{52}$/);
    await expect(
      at.client.send(new sdk.VerifySoftwareTokenCommand({ AccessToken, UserCode: '000000' })),
    ).rejects.toMatchObject({ name: 'EnableSoftwareTokenMFAException', message: 'Code mismatch' });
    const now = (): number => stepAt(at.cognito.core.sources.now());
    const verified = await at.client.send(
      new sdk.VerifySoftwareTokenCommand({
        AccessToken,
        UserCode: totpCode(SecretCode, now()),
        FriendlyDeviceName: 'phone',
      }),
    );
    expect(verified.Status).toBe('SUCCESS');
    expect((await at.signIn(Username)).AuthenticationResult).toBeDefined();
    await at.client.send(
      new sdk.SetUserMFAPreferenceCommand({
        AccessToken,
        SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true },
      }),
    );
    const user = await at.client.send(new sdk.GetUserCommand({ AccessToken }));
    expect(user).toMatchObject({
      PreferredMfaSetting: 'SOFTWARE_TOKEN_MFA',
      UserMFASettingList: ['SOFTWARE_TOKEN_MFA'],
    });
    at.advance(60_000);
    const step = await at.signIn(Username);
    expect(step).toMatchObject({
      ChallengeName: 'SOFTWARE_TOKEN_MFA',
      ChallengeParameters: { FRIENDLY_DEVICE_NAME: 'phone' },
    });
    const answer = (session: string | undefined, code: string): Promise<Step> =>
      respond(at, 'SOFTWARE_TOKEN_MFA', session, { USERNAME: Username, SOFTWARE_TOKEN_MFA_CODE: code });
    await expect(answer(step.Session, '000000')).rejects.toMatchObject({ name: 'CodeMismatchException' });
    const code = totpCode(SecretCode, now());
    expect((await answer(step.Session, code)).AuthenticationResult).toBeDefined();
    const again = await at.signIn(Username);
    await expect(answer(again.Session, code)).rejects.toMatchObject({
      name: 'ExpiredCodeException',
      message: 'Your software token has already been used once.',
    });
    for (let guess = 0; guess < 4; guess += 1) {
      await answer(again.Session, `00000${guess}`).catch(() => {});
    }
    at.advance(60_000);
    await expect(answer(again.Session, totpCode(SecretCode, now()))).rejects.toMatchObject({
      name: 'NotAuthorizedException',
    });
  });

  it('is set up during sign-in where the pool asks everybody for it', async () => {
    const at = await open();
    await at.client.send(
      new sdk.SetUserPoolMfaConfigCommand({
        UserPoolId: at.UserPoolId,
        MfaConfiguration: 'ON',
        SoftwareTokenMfaConfiguration: { Enabled: true },
      }),
    );
    await at.newUser('app@example.com');
    const step = await at.signIn('app@example.com');
    expect(step).toMatchObject({
      ChallengeName: 'MFA_SETUP',
      ChallengeParameters: { MFAS_CAN_SETUP: '["SOFTWARE_TOKEN_MFA"]' },
    });
    await expect(respond(at, 'MFA_SETUP', step.Session, {})).rejects.toMatchObject({
      name: 'NotAuthorizedException',
    });
    const second = await at.signIn('app@example.com');
    const associated = await at.client.send(
      new sdk.AssociateSoftwareTokenCommand({ Session: second.Session }),
    );
    const UserCode = totpCode(associated.SecretCode ?? '', stepAt(at.cognito.core.sources.now()));
    const verified = await at.client.send(
      new sdk.VerifySoftwareTokenCommand({ Session: associated.Session, UserCode }),
    );
    const done = await respond(at, 'MFA_SETUP', verified.Session, { USERNAME: 'app@example.com' });
    expect(done.AuthenticationResult).toBeDefined();
    expect((await at.signIn('app@example.com')).ChallengeName).toBe('SOFTWARE_TOKEN_MFA');
  });
});

describe('USER_AUTH', () => {
  function start(at: Fixture, AuthParameters: Record<string, string>): Promise<Step> {
    return at.client.send(
      new sdk.InitiateAuthCommand({ ClientId: at.ClientId, AuthFlow: 'USER_AUTH', AuthParameters }),
    );
  }

  it('offers a choice, and signs in with a mailed code', async () => {
    const at = await open({
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] } },
    });
    const USERNAME = 'fay@example.com';
    await at.newUser(USERNAME);
    const choice = await start(at, { USERNAME });
    expect(choice).toMatchObject({
      ChallengeName: 'SELECT_CHALLENGE',
      AvailableChallenges: ['EMAIL_OTP', 'PASSWORD', 'PASSWORD_SRP'],
    });
    const mailed = await respond(at, 'SELECT_CHALLENGE', choice.Session, { USERNAME, ANSWER: 'EMAIL_OTP' });
    expect(mailed).toMatchObject({
      ChallengeName: 'EMAIL_OTP',
      ChallengeParameters: { CODE_DELIVERY_DESTINATION: 'f***@e***' },
    });
    const code = await at.codeFor(USERNAME);
    expect(code).toMatch(/^\d{8}$/);
    const answer = (EMAIL_OTP_CODE: string): Promise<Step> =>
      respond(at, 'EMAIL_OTP', mailed.Session, { USERNAME, EMAIL_OTP_CODE });
    await expect(answer('x')).rejects.toMatchObject({
      name: 'CodeMismatchException',
      message: 'Invalid code or auth state for the user.',
    });
    expect((await answer(code)).AuthenticationResult).toBeDefined();
    await expect(answer(code)).rejects.toMatchObject({ name: 'NotAuthorizedException' });
    const direct = await start(at, { USERNAME, PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD });
    expect(direct.AuthenticationResult).toBeDefined();
    const chosen = await start(at, { USERNAME });
    const password = await respond(at, 'SELECT_CHALLENGE', chosen.Session, {
      USERNAME,
      ANSWER: 'PASSWORD',
      PASSWORD,
    });
    expect(password.AuthenticationResult).toBeDefined();
    const srp = await start(at, { USERNAME, PREFERRED_CHALLENGE: 'PASSWORD_SRP', SRP_A: 'abcdef' });
    expect(srp.ChallengeName).toBe('PASSWORD_VERIFIER');
  });

  it('offers a hidden nobody the same, mails nothing and signs nobody in', async () => {
    const at = await open({
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] } },
    });
    const hiding = { ...at, ClientId: await at.newClient({ PreventUserExistenceErrors: 'ENABLED' }) };
    const USERNAME = 'nobody@example.com';
    const choice = await start(hiding, { USERNAME });
    expect(choice.AvailableChallenges).toEqual(['EMAIL_OTP', 'PASSWORD', 'PASSWORD_SRP']);
    const mailed = await respond(hiding, 'SELECT_CHALLENGE', choice.Session, { ANSWER: 'EMAIL_OTP' });
    expect(mailed.ChallengeParameters?.CODE_DELIVERY_DESTINATION).toBe('n***@e***');
    expect(await at.cognito.mail.messages()).toEqual([]);
    await expect(
      respond(hiding, 'EMAIL_OTP', mailed.Session, { EMAIL_OTP_CODE: '12345678' }),
    ).rejects.toMatchObject({ name: 'CodeMismatchException' });
  });
});

describe('a session', () => {
  it('is refreshed with rotation: the successor counts, the old one for the time of grace', async () => {
    const ClientId = await pool.newClient({
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
      RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 10 },
    });
    await pool.newUser('rotating@example.com');
    const { AuthenticationResult: first } = await pool.signIn('rotating@example.com', PASSWORD, ClientId);
    const refresh = async (RefreshToken = '') =>
      (await pool.client.send(new sdk.GetTokensFromRefreshTokenCommand({ ClientId, RefreshToken })))
        .AuthenticationResult;
    const second = await refresh(first?.RefreshToken);
    expect(second?.RefreshToken).toBeDefined();
    expect(second?.RefreshToken).not.toBe(first?.RefreshToken);
    const fork = await refresh(first?.RefreshToken);
    expect(fork?.AccessToken).toBeDefined();
    pool.advance(10_001);
    await expect(refresh(first?.RefreshToken)).rejects.toMatchObject({
      name: 'RefreshTokenReuseException',
      message: 'Refresh token reuse detected',
    });
    const third = await refresh(second?.RefreshToken);
    expect(decodeJwt(third?.AccessToken ?? '').origin_jti).toBe(
      decodeJwt(first?.AccessToken ?? '').origin_jti,
    );
    await expect(
      pool.client.send(
        new sdk.InitiateAuthCommand({
          ClientId,
          AuthFlow: 'REFRESH_TOKEN_AUTH',
          AuthParameters: { REFRESH_TOKEN: third?.RefreshToken ?? '' },
        }),
      ),
    ).rejects.toMatchObject({ name: 'InvalidParameterException' });
    await pool.client.send(new sdk.RevokeTokenCommand({ ClientId, Token: first?.RefreshToken }));
    await expect(refresh(third?.RefreshToken)).rejects.toMatchObject({
      message: 'Refresh Token has been revoked',
    });
  });

  it('ends by revocation for Cognito’s own API, and only there', async () => {
    await pool.newUser('leaving@example.com');
    const { AuthenticationResult } = await pool.signIn('leaving@example.com');
    const { AccessToken = '', RefreshToken = '', IdToken = '' } = AuthenticationResult ?? {};
    const other = await pool.accessToken('leaving@example.com');
    const revoke = (Token: string) =>
      pool.client.send(new sdk.RevokeTokenCommand({ ClientId: pool.ClientId, Token }));
    await expect(revoke(IdToken)).rejects.toMatchObject({ name: 'UnsupportedTokenTypeException' });
    await revoke(RefreshToken);
    await revoke(RefreshToken);
    await revoke('never.issued');
    await expect(pool.client.send(new sdk.GetUserCommand({ AccessToken }))).rejects.toMatchObject({
      message: 'Access Token has been revoked',
    });
    const arn = `arn:aws:cognito-idp:us-east-1:000000000000:userpool/${pool.UserPoolId}`;
    expect((await pool.cognito.tokens.verify([arn], AccessToken)).valid).toBe(true);
    await pool.client.send(new sdk.GetUserCommand({ AccessToken: other }));
    await pool.client.send(new sdk.GlobalSignOutCommand({ AccessToken: other }));
    await expect(pool.client.send(new sdk.GetUserCommand({ AccessToken: other }))).rejects.toMatchObject({
      message: 'Access Token has been revoked',
    });
    await pool.client.send(
      new sdk.GetUserCommand({ AccessToken: await pool.accessToken('leaving@example.com') }),
    );
  });

  it('ends with its time', async () => {
    await pool.newUser('idle@example.com');
    const { AuthenticationResult } = await pool.signIn('idle@example.com');
    const { AccessToken, RefreshToken = '' } = AuthenticationResult ?? {};
    pool.advance(3600 * 1000);
    await expect(pool.client.send(new sdk.GetUserCommand({ AccessToken }))).rejects.toMatchObject({
      message: 'Access Token has expired',
    });
    pool.advance(30 * 86_400_000);
    await expect(
      pool.client.send(
        new sdk.InitiateAuthCommand({
          ClientId: pool.ClientId,
          AuthFlow: 'REFRESH_TOKEN_AUTH',
          AuthParameters: { REFRESH_TOKEN: RefreshToken },
        }),
      ),
    ).rejects.toMatchObject({ name: 'NotAuthorizedException', message: 'Refresh Token has expired' });
  });
});
