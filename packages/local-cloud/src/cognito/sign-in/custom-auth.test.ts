import * as sdk from '@aws-sdk/client-cognito-identity-provider';
import { AuthenticationDetails, CognitoUser, CognitoUserPool } from 'amazon-cognito-identity-js';
import { afterEach, describe, expect, it } from 'vitest';
import { type Fixture, PASSWORD } from '../testing/fixture.ts';
import { answering, type Handler, withTriggers as poolWithTriggers } from '../testing/triggers.ts';

const opened: Fixture[] = [];
afterEach(() => Promise.all(opened.splice(0).map((each) => each.close())));

async function withTriggers(
  ...given: Parameters<typeof poolWithTriggers>
): ReturnType<typeof poolWithTriggers> {
  const made = await poolWithTriggers(...given);
  opened.push(made.at);
  return made;
}

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
