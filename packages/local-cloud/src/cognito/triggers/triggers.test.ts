import * as sdk from '@aws-sdk/client-cognito-identity-provider';
import { AuthenticationDetails, CognitoUser, CognitoUserPool } from 'amazon-cognito-identity-js';
import { decodeJwt } from 'jose';
import { afterEach, describe, expect, it } from 'vitest';
import { AwsError } from '../../aws/aws-error.ts';
import type { FunctionInvoker } from '../../lambda/function-invoker.ts';
import { type Fixture, fixture, PASSWORD } from '../testing/fixture.ts';

interface TriggerEvent {
  readonly triggerSource: string;
  readonly userName: string;
  readonly request: Record<string, unknown>;
  readonly response: Record<string, unknown>;
  readonly [name: string]: unknown;
}

/** What a function makes of an event; undefined leaves the event as it is. */
type Handler = (event: TriggerEvent) => unknown;

let pool: Fixture | undefined;
afterEach(() => pool?.close());

const functionArn = (name: string): string => `arn:aws:lambda:us-east-1:000000000000:function:${name}`;

/** A pool with a function for each of the triggers, and the events they saw. */
async function withTriggers(
  handlers: Record<string, Handler>,
  settings: Partial<sdk.CreateUserPoolCommandInput> = {},
  allows: FunctionInvoker['allows'] = () => true,
): Promise<{ at: Fixture; events: TriggerEvent[] }> {
  const events: TriggerEvent[] = [];
  const invoker: FunctionInvoker = {
    allows,
    async invoke(arn, payload) {
      const event: TriggerEvent = JSON.parse(payload);
      events.push(event);
      const base = { requestId: 'r', logTail: '' };
      try {
        const returned = handlers[arn.split(':').at(-1) ?? '']?.(event);
        const answer = returned === undefined ? event : returned;
        return { ...base, payload: JSON.stringify(answer) };
      } catch (error) {
        if (error instanceof AwsError) throw error;
        const errorMessage = error instanceof Error ? error.message : String(error);
        return { ...base, functionError: 'Unhandled', payload: JSON.stringify({ errorMessage }) };
      }
    },
  };
  const LambdaConfig = Object.fromEntries(Object.keys(handlers).map((name) => [name, functionArn(name)]));
  const at = await fixture({ LambdaConfig, ...settings }, { invoker });
  pool = at;
  return { at, events };
}

const answering =
  (response: object): Handler =>
  (event) => ({ ...event, response });
const throwing =
  (message: string): Handler =>
  () => {
    throw new Error(message);
  };

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

describe('CUSTOM_AUTH', () => {
  interface Result {
    readonly challengeName: string;
    readonly challengeResult: boolean;
  }
  const define: Handler = (event) => {
    const session = event.request.session as Result[];
    const last = session.at(-1);
    if (last?.challengeResult && last.challengeName === 'CUSTOM_CHALLENGE') {
      return { ...event, response: { issueTokens: true, failAuthentication: false } };
    }
    if (session.length >= 3) return { ...event, response: { issueTokens: false, failAuthentication: true } };
    return {
      ...event,
      response: { challengeName: 'CUSTOM_CHALLENGE', issueTokens: false, failAuthentication: false },
    };
  };
  const handlers: Record<string, Handler> = {
    DefineAuthChallenge: define,
    CreateAuthChallenge: answering({
      publicChallengeParameters: { question: 'Best pet?' },
      privateChallengeParameters: { answer: 'horse' },
      challengeMetadata: 'PET',
    }),
    VerifyAuthChallengeResponse: (event) => {
      const { answer } = event.request.privateChallengeParameters as { answer: string };
      return { ...event, response: { answerCorrect: event.request.challengeAnswer === answer } };
    },
  };

  function start(at: Fixture, USERNAME: string, ClientId = at.ClientId) {
    return at.client.send(
      new sdk.InitiateAuthCommand({ ClientId, AuthFlow: 'CUSTOM_AUTH', AuthParameters: { USERNAME } }),
    );
  }
  function answer(at: Fixture, Session: string | undefined, ANSWER: string, ClientId = at.ClientId) {
    return at.client.send(
      new sdk.RespondToAuthChallengeCommand({
        ClientId,
        ChallengeName: 'CUSTOM_CHALLENGE',
        Session,
        ChallengeResponses: { USERNAME: 'fay@example.com', ANSWER },
        ClientMetadata: { try: 'n' },
      }),
    );
  }

  it('lets the functions define, make and verify challenges', async () => {
    const { at, events } = await withTriggers(handlers);
    await at.newUser('fay@example.com');
    const first = await start(at, 'fay@example.com');
    expect(first).toMatchObject({
      ChallengeName: 'CUSTOM_CHALLENGE',
      ChallengeParameters: { question: 'Best pet?' },
    });
    expect(JSON.stringify(first)).not.toContain('"horse"');
    const second = await answer(at, first.Session, 'cat');
    expect(second.ChallengeName).toBe('CUSTOM_CHALLENGE');
    await expect(answer(at, first.Session, 'horse')).rejects.toMatchObject({
      message: 'Invalid session for the user, session can only be used once.',
    });
    expect((await answer(at, second.Session, 'horse')).AuthenticationResult).toBeDefined();
    expect(events.at(-1)?.request).toMatchObject({
      session: [
        { challengeName: 'CUSTOM_CHALLENGE', challengeResult: false, challengeMetadata: 'PET' },
        { challengeName: 'CUSTOM_CHALLENGE', challengeResult: true, challengeMetadata: 'PET' },
      ],
      clientMetadata: { try: 'n' },
    });
  });

  it('ends when a function says so, and never signs in nobody', async () => {
    const { at } = await withTriggers(handlers);
    await at.newUser('fay@example.com');
    let step = await start(at, 'fay@example.com');
    step = await answer(at, step.Session, 'cat');
    step = await answer(at, step.Session, 'dog');
    await expect(answer(at, step.Session, 'cow')).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'Incorrect username or password.',
    });
    await expect(start(at, 'nobody@example.com')).rejects.toMatchObject({ name: 'UserNotFoundException' });
    const hiding = await at.newClient({ PreventUserExistenceErrors: 'ENABLED' });
    const pretended = await start(at, 'nobody@example.com', hiding);
    await expect(answer(at, pretended.Session, 'horse', hiding)).rejects.toMatchObject({
      message: 'Incorrect username or password.',
    });
  });

  it('lets amazon-cognito-identity-js prove the password first', async () => {
    const { at, events } = await withTriggers({
      ...handlers,
      DefineAuthChallenge: (event) => {
        const last = (event.request.session as Result[]).at(-1);
        const next = last?.challengeName === 'SRP_A' ? 'PASSWORD_VERIFIER' : 'CUSTOM_CHALLENGE';
        const done = last?.challengeName === 'CUSTOM_CHALLENGE' && last.challengeResult;
        const response = { challengeName: next, issueTokens: done, failAuthentication: false };
        return { ...event, response };
      },
    });
    await at.newUser('fay@example.com');
    const browser = (password: string): Promise<string> => {
      const Pool = new CognitoUserPool({
        UserPoolId: at.UserPoolId,
        ClientId: at.ClientId,
        endpoint: at.origin,
      });
      const user = new CognitoUser({ Username: 'fay@example.com', Pool });
      user.setAuthenticationFlowType('CUSTOM_AUTH');
      const details = new AuthenticationDetails({ Username: 'fay@example.com', Password: password });
      return new Promise((resolve, reject) => {
        const callbacks = {
          onSuccess: () => resolve('signed in'),
          onFailure: reject,
          customChallenge: () => user.sendCustomChallengeAnswer('horse', callbacks),
        };
        user.authenticateUser(details, callbacks);
      });
    };
    expect(await browser(PASSWORD)).toBe('signed in');
    const sources = events.map(({ triggerSource }) => triggerSource.split('_')[0]);
    expect(sources).toEqual([
      'DefineAuthChallenge',
      'DefineAuthChallenge',
      'CreateAuthChallenge',
      'VerifyAuthChallengeResponse',
      'DefineAuthChallenge',
    ]);
    await expect(browser('Wrong-horse-9')).rejects.toMatchObject({
      message: 'Incorrect username or password.',
    });
  });

  it('needs its functions', async () => {
    const { at } = await withTriggers({});
    await at.newUser('fay@example.com');
    await expect(start(at, 'fay@example.com')).rejects.toMatchObject({
      message: 'Custom auth lambda trigger is not configured for the user pool.',
    });
  });
});
