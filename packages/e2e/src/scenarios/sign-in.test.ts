import {
  ConfirmSignUpCommand,
  GetUserCommand,
  InitiateAuthCommand,
  NotAuthorizedException,
  ResendConfirmationCodeCommand,
  SignUpCommand,
  UserNotConfirmedException,
} from '@aws-sdk/client-cognito-identity-provider';
import { JwtVerifier } from 'aws-jwt-verify';
import { SimpleJwksCache } from 'aws-jwt-verify/jwk';
import { allowInsecureRequests, discovery, fetchUserInfo, None, refreshTokenGrant } from 'openid-client';
import { describe, expect, inject, it } from 'vitest';
import {
  API_SCOPES,
  issuerOf,
  openIdConfiguration,
  SignInRefusedError,
  signInThroughPages,
} from '../support/hosted-sign-in.ts';
import { readOutputs } from '../support/outputs.ts';
import { mailedCode, newPerson, publicCognito } from '../support/person.ts';

const outputs = readOutputs(inject('outputsFile'));
const ClientId = outputs.UserPoolClientId;
const password = 'Correct-horse-7-battery';

describe('the Cognito client of the AWS SDK, without credentials', () => {
  it('signs up, confirms with the mailed code and signs in', async () => {
    const cognito = publicCognito(outputs);
    const Username = `sdk-${crypto.randomUUID()}@example.com`;
    const signIn = new InitiateAuthCommand({
      ClientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: Username, PASSWORD: password },
    });

    const signedUp = await cognito.send(new SignUpCommand({ ClientId, Username, Password: password }));
    expect(signedUp).toMatchObject({
      UserConfirmed: false,
      CodeDeliveryDetails: { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: 's***@e***' },
    });
    await expect(cognito.send(signIn)).rejects.toBeInstanceOf(UserNotConfirmedException);

    const firstCode = await mailedCode(outputs, Username);
    await cognito.send(new ResendConfirmationCodeCommand({ ClientId, Username }));
    const code = await mailedCode(outputs, Username);
    expect(code).toMatch(/^\d{6}$/);
    expect(firstCode).toMatch(/^\d{6}$/);
    await cognito.send(new ConfirmSignUpCommand({ ClientId, Username, ConfirmationCode: code }));

    const { AuthenticationResult: tokens } = await cognito.send(signIn);
    expect(tokens).toMatchObject({ ExpiresIn: 3600, TokenType: 'Bearer' });
    const user = await cognito.send(new GetUserCommand({ AccessToken: tokens?.AccessToken }));
    expect(user.Username).toBe(signedUp.UserSub);
    expect(user.UserAttributes).toContainEqual({ Name: 'email_verified', Value: 'true' });

    const refreshed = await cognito.send(
      new InitiateAuthCommand({
        ClientId,
        AuthFlow: 'REFRESH_TOKEN_AUTH',
        AuthParameters: { REFRESH_TOKEN: tokens?.RefreshToken ?? '' },
      }),
    );
    expect(refreshed.AuthenticationResult).toMatchObject({ ExpiresIn: 3600 });
    expect(refreshed.AuthenticationResult?.RefreshToken).toBeUndefined();
  });

  it('refuses a wrong password and an unknown person alike', async () => {
    const person = await newPerson(outputs);
    const attempt = (USERNAME: string, PASSWORD: string) =>
      publicCognito(outputs)
        .send(
          new InitiateAuthCommand({
            ClientId,
            AuthFlow: 'USER_PASSWORD_AUTH',
            AuthParameters: { USERNAME, PASSWORD },
          }),
        )
        .catch((error: unknown) => error);
    const wrong = await attempt(person.email, `${person.password}x`);
    const unknown = await attempt(`nobody-${crypto.randomUUID()}@example.com`, password);
    for (const error of [wrong, unknown]) {
      expect(error).toBeInstanceOf(NotAuthorizedException);
      expect(error).toHaveProperty('message', 'Incorrect username or password.');
    }
  });
});

describe('openid-client', () => {
  it('signs in through the pages with code and PKCE, reads userInfo and refreshes', async () => {
    const person = await newPerson(outputs);
    const tokens = await signInThroughPages(outputs, person.email, person.password);
    const configuration = openIdConfiguration(outputs);
    const claims = tokens.claims();
    expect(claims).toMatchObject({
      email: person.email,
      email_verified: true,
      token_use: 'id',
      aud: ClientId,
    });
    const info = await fetchUserInfo(configuration, tokens.access_token, claims?.sub ?? '');
    expect(info).toMatchObject({ email: person.email, email_verified: 'true', username: claims?.sub });
    const refreshed = await refreshTokenGrant(configuration, tokens.refresh_token ?? '');
    expect(refreshed.access_token).not.toBe(tokens.access_token);
  });

  it('discovers the pool by its issuer', async () => {
    const insecure = outputs.SignInUrl.startsWith('http:') ? { execute: [allowInsecureRequests] } : {};
    const found = await discovery(new URL(issuerOf(outputs)), ClientId, undefined, None(), insecure);
    expect(found.serverMetadata()).toMatchObject({
      issuer: issuerOf(outputs),
      authorization_endpoint: `${outputs.SignInUrl}/oauth2/authorize`,
      token_endpoint: `${outputs.SignInUrl}/oauth2/token`,
    });
  });

  it('is told by the page that the password is wrong', async () => {
    const person = await newPerson(outputs);
    await expect(signInThroughPages(outputs, person.email, 'Wrong-password-1!')).rejects.toThrow(
      SignInRefusedError,
    );
  });
});

it('aws-jwt-verify accepts the tokens with the published keys', async () => {
  const person = await newPerson(outputs);
  const verifier = JwtVerifier.create(
    { issuer: issuerOf(outputs), audience: null, jwksUri: `${issuerOf(outputs)}/.well-known/jwks.json` },
    {
      jwksCache: new SimpleJwksCache({
        fetcher: { fetch: async (uri) => (await fetch(uri)).arrayBuffer() },
      }),
    },
  );
  const access = await verifier.verify(person.accessToken);
  expect(access).toMatchObject({ token_use: 'access', client_id: ClientId, version: 2 });
  expect(String(access.scope).split(' ').sort()).toEqual(API_SCOPES.split(' ').sort());
  expect(await verifier.verify(person.idToken)).toMatchObject({ token_use: 'id', aud: ClientId });
});
