import * as sdk from '@aws-sdk/client-cognito-identity-provider';
import { decodeJwt } from 'jose';
import { afterEach, describe, expect, it } from 'vitest';
import { AwsError } from '../../aws/aws-error.ts';
import { type Fixture, PASSWORD } from '../testing/fixture.ts';
import {
  answering,
  functionArn,
  type Handler,
  withTriggers as poolWithTriggers,
  throwing,
} from '../testing/triggers.ts';

const opened: Fixture[] = [];
afterEach(() => Promise.all(opened.splice(0).map((each) => each.close())));

async function withTriggers(
  ...given: Parameters<typeof poolWithTriggers>
): ReturnType<typeof poolWithTriggers> {
  const made = await poolWithTriggers(...given);
  opened.push(made.at);
  return made;
}

function signUp(at: Fixture, Username = 'fay@example.com') {
  return at.client.send(
    new sdk.SignUpCommand({
      ClientId: at.ClientId,
      Username,
      Password: PASSWORD,
      ValidationData: [{ Name: 'invitation', Value: '42' }],
      ClientMetadata: { from: 'web' },
    }),
  );
}

describe('PreSignUp', () => {
  it('confirms and verifies, and PostConfirmation hears of it', async () => {
    const { at, events } = await withTriggers({
      PreSignUp: answering({ autoConfirmUser: true, autoVerifyEmail: true }),
      PostConfirmation: () => undefined,
    });
    expect((await signUp(at)).UserConfirmed).toBe(true);
    expect(await at.cognito.mail.messages()).toEqual([]);
    expect(events.map(({ triggerSource }) => triggerSource)).toEqual([
      'PreSignUp_SignUp',
      'PostConfirmation_ConfirmSignUp',
    ]);
    expect(events[0]).toMatchObject({
      version: '1',
      region: 'us-east-1',
      userPoolId: at.UserPoolId,
      callerContext: { clientId: at.ClientId },
      request: {
        userAttributes: { email: 'fay@example.com' },
        validationData: { invitation: '42' },
        clientMetadata: { from: 'web' },
      },
      response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
    });
    expect(events[1]?.request.userAttributes).toMatchObject({
      email_verified: 'true',
      'cognito:user_status': 'CONFIRMED',
    });
    const id = (await at.signIn('fay@example.com')).AuthenticationResult?.IdToken ?? '';
    expect(decodeJwt(id).email_verified).toBe(true);
  });

  it.each<[string, Handler, string, string]>([
    [
      'throws',
      throwing('Only by invitation'),
      'UserLambdaValidationException',
      'PreSignUp failed with error Only by invitation.',
    ],
    ['gives no event', () => null, 'InvalidLambdaResponseException', 'Unrecognizable lambda output'],
    ['gives a text', () => 'yes', 'InvalidLambdaResponseException', 'Unrecognizable lambda output'],
    [
      'cannot be run',
      () => {
        throw new AwsError('TooManyRequestsException', 'Rate exceeded', 429);
      },
      'UnexpectedLambdaException',
      'PreSignUp invocation failed due to error TooManyRequestsException.',
    ],
  ])('that %s makes no user', async (_what, handler, name, message) => {
    const { at } = await withTriggers({ PreSignUp: handler });
    await expect(signUp(at)).rejects.toMatchObject({ name, message });
    const { Users } = await at.client.send(new sdk.ListUsersCommand({ UserPoolId: at.UserPoolId }));
    expect(Users).toEqual([]);
  });

  it('is not called without a permission for the pool', async () => {
    const asked: string[] = [];
    const { at, events } = await withTriggers({ PreSignUp: () => undefined }, {}, (...ask) => {
      asked.push(ask.join(' '));
      return false;
    });
    await expect(signUp(at)).rejects.toMatchObject({
      name: 'UnexpectedLambdaException',
      message: 'PreSignUp invocation failed due to error AccessDeniedException.',
    });
    expect(events).toEqual([]);
    const pools = `arn:aws:cognito-idp:us-east-1:000000000000:userpool/${at.UserPoolId}`;
    expect(asked).toEqual([`${functionArn('PreSignUp')} cognito-idp.amazonaws.com ${pools}`]);
    expect(at.journal.map(({ hint }) => hint).join()).toContain('AWS::Lambda::Permission');
  });
});

describe('sign-in', () => {
  it('asks PreAuthentication before, and PostAuthentication after the password', async () => {
    const { at, events } = await withTriggers({
      PreAuthentication: () => undefined,
      PostAuthentication: () => undefined,
    });
    await at.newUser('fay@example.com');
    await at.client.send(
      new sdk.InitiateAuthCommand({
        ClientId: at.ClientId,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: 'fay@example.com', PASSWORD },
        ClientMetadata: { device: 'phone' },
      }),
    );
    expect(events.map(({ triggerSource }) => triggerSource)).toEqual([
      'PreAuthentication_Authentication',
      'PostAuthentication_Authentication',
    ]);
    expect(events[0]?.request).toMatchObject({ validationData: { device: 'phone' }, userNotFound: false });
    await at.signIn('fay@example.com', 'Wrong-horse-9').catch(() => {});
    expect(events).toHaveLength(3);
  });

  it('is refused by PreAuthentication', async () => {
    const { at } = await withTriggers({ PreAuthentication: throwing('Not on Sundays') });
    await at.newUser('fay@example.com');
    await expect(at.signIn('fay@example.com')).rejects.toMatchObject({
      name: 'UserLambdaValidationException',
      message: 'PreAuthentication failed with error Not on Sundays.',
    });
  });

  it('asks UserMigration for a user that is not here, and keeps the one it gives', async () => {
    const { at, events } = await withTriggers({
      UserMigration: (event) =>
        event.request.password === PASSWORD
          ? {
              ...event,
              response: {
                userAttributes: { email: event.userName, email_verified: 'true', name: 'Fay' },
                finalUserStatus: 'CONFIRMED',
                messageAction: 'SUPPRESS',
              },
            }
          : throwing('Bad password')(event),
    });
    await expect(at.signIn('old@example.com', 'Wrong-horse-9')).rejects.toMatchObject({
      name: 'UserNotFoundException',
    });
    const id = (await at.signIn('old@example.com')).AuthenticationResult?.IdToken ?? '';
    expect(decodeJwt(id)).toMatchObject({ name: 'Fay', email: 'old@example.com' });
    await at.signIn('old@example.com');
    expect(events).toHaveLength(2);
  });
});

it('UserMigration without a permission is told to the journal where the client hides who exists', async () => {
  const { at } = await withTriggers({ UserMigration: () => undefined }, {}, () => false);
  const hiding = await at.newClient({ PreventUserExistenceErrors: 'ENABLED' });
  await expect(at.signIn('old@example.com', PASSWORD, hiding)).rejects.toMatchObject({
    message: 'Incorrect username or password.',
  });
  expect(at.journal[0]).toMatchObject({
    outcome: 'failed',
    rule: `UserMigration trigger of ${at.UserPoolId}`,
    hint: expect.stringContaining('AWS::Lambda::Permission'),
  });
});

describe('PreTokenGeneration', () => {
  it('in its first version changes the ID token, and the groups of both', async () => {
    const { at, events } = await withTriggers({
      PreTokenGeneration: answering({
        claimsOverrideDetails: {
          claimsToAddOrOverride: { tenant: 'blue', sub: 'mallory', iss: 'evil', email: 'new@example.com' },
          claimsToSuppress: ['email_verified', 'aud'],
          groupOverrideDetails: { groupsToOverride: ['made-up'], iamRolesToOverride: [], preferredRole: '' },
        },
      }),
    });
    await at.newUser('fay@example.com');
    const { AuthenticationResult } = await at.signIn('fay@example.com');
    const id = decodeJwt(AuthenticationResult?.IdToken ?? '');
    const access = decodeJwt(AuthenticationResult?.AccessToken ?? '');
    expect(id).toMatchObject({
      tenant: 'blue',
      email: 'new@example.com',
      aud: at.ClientId,
      'cognito:groups': ['made-up'],
      iss: `${at.origin}/${at.UserPoolId}`,
    });
    expect(id.sub).not.toBe('mallory');
    expect(id).not.toHaveProperty('email_verified');
    expect(access).toMatchObject({ 'cognito:groups': ['made-up'] });
    expect(access).not.toHaveProperty('tenant');
    await at.client.send(
      new sdk.InitiateAuthCommand({
        ClientId: at.ClientId,
        AuthFlow: 'REFRESH_TOKEN_AUTH',
        AuthParameters: { REFRESH_TOKEN: AuthenticationResult?.RefreshToken ?? '' },
      }),
    );
    expect(events.map(({ triggerSource }) => triggerSource)).toEqual([
      'TokenGeneration_Authentication',
      'TokenGeneration_RefreshTokens',
    ]);
    expect(events[0]?.request).toMatchObject({
      groupConfiguration: { groupsToOverride: [], iamRolesToOverride: [], preferredRole: null },
    });
  });

  it('in its second version changes the access token too', async () => {
    const handler = answering({
      claimsAndScopeOverrideDetails: {
        idTokenGeneration: { claimsToAddOrOverride: { tenant: 'blue' } },
        accessTokenGeneration: {
          claimsToAddOrOverride: { tenant: 'blue', scope: 'everything', client_id: 'other' },
          scopesToAdd: ['tasks/read', 'openid'],
          scopesToSuppress: ['aws.cognito.signin.user.admin'],
        },
      },
    });
    const { at, events } = await withTriggers(
      { tokens: handler },
      {
        LambdaConfig: {
          PreTokenGenerationConfig: { LambdaVersion: 'V2_0', LambdaArn: functionArn('tokens') },
        },
      },
    );
    await at.newUser('fay@example.com');
    const { AuthenticationResult } = await at.signIn('fay@example.com');
    expect(decodeJwt(AuthenticationResult?.IdToken ?? '').tenant).toBe('blue');
    expect(decodeJwt(AuthenticationResult?.AccessToken ?? '')).toMatchObject({
      tenant: 'blue',
      scope: 'tasks/read',
      client_id: at.ClientId,
    });
    expect(events[0]).toMatchObject({
      version: '2',
      request: { scopes: ['aws.cognito.signin.user.admin'] },
    });
  });

  it('that throws gives no tokens and leaves no session', async () => {
    const { at } = await withTriggers({ PreTokenGeneration: throwing('No tokens today') });
    await at.newUser('fay@example.com');
    await expect(at.signIn('fay@example.com')).rejects.toMatchObject({
      message: 'PreTokenGeneration failed with error No tokens today.',
    });
  });
});

it('CustomMessage words the mail', async () => {
  const { at, events } = await withTriggers({
    CustomMessage: (event) => ({
      ...event,
      response: {
        emailSubject: 'Welcome',
        emailMessage: `Take ${String(event.request.codeParameter)}, please`,
      },
    }),
  });
  await signUp(at);
  const [message] = await at.cognito.mail.messages({ to: 'fay@example.com' });
  expect(message).toMatchObject({ subject: 'Welcome', body: `Take ${message?.code}, please` });
  expect(events[0]).toMatchObject({
    triggerSource: 'CustomMessage_SignUp',
    request: { codeParameter: '{####}', usernameParameter: null, clientMetadata: { from: 'web' } },
  });
});
