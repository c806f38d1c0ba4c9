import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  AdminGetUserCommand,
  type CognitoIdentityProviderClient,
  ConfirmSignUpCommand,
  ForgotPasswordCommand,
  InitiateAuthCommand,
  type InitiateAuthCommandOutput,
  RespondToAuthChallengeCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type BareCloud, openBareCloud } from '../support/bare-cloud.ts';
import { writeAssembly } from '../support/hand-written-assembly.ts';
import {
  authorization,
  codeOf,
  newTokens,
  PASSWORD,
  type SignInPool,
  signInOnPages,
} from '../support/sign-in-pool.ts';
import { triggeredPoolStack } from '../support/triggered-pool.ts';

const CONFIRM_AUTO = `
if (event.request.userAttributes.email.startsWith('stranger')) throw new Error('not on the list');
event.response.autoConfirmUser = event.request.userAttributes.email.startsWith('auto');
event.response.autoVerifyEmail = event.response.autoConfirmUser;`;

const STACKS = {
  first: triggeredPoolStack({
    triggers: {
      PreSignUp: CONFIRM_AUTO,
      PostConfirmation: 'console.log("welcome", event.triggerSource, event.request.userAttributes.email);',
      PreTokenGeneration: `
event.response.claimsOverrideDetails = {
  claimsToAddOrOverride: { team: 'blue', sub: 'mallory', source: event.triggerSource },
  claimsToSuppress: ['email_verified'],
  groupOverrideDetails: { groupsToOverride: ['owners'] },
};`,
      CustomMessage: `
event.response.emailSubject = 'Welcome to the team';
event.response.emailMessage = '<b>' + event.request.codeParameter + '</b> from ' + event.triggerSource;`,
      UserMigration: `
if (!event.userName.startsWith('old') || (event.request.password ?? '${PASSWORD}') !== '${PASSWORD}') throw new Error('unknown');
event.response.userAttributes = { email: event.userName, email_verified: 'true' };
event.response.finalUserStatus = 'CONFIRMED';
event.response.messageAction = 'SUPPRESS';`,
    },
  }),
  second: triggeredPoolStack({
    tokenEvent: 'V2_0',
    triggers: {
      PreSignUp: CONFIRM_AUTO,
      PreTokenGeneration: `
event.response.claimsAndScopeOverrideDetails = {
  idTokenGeneration: { claimsToAddOrOverride: { team: 'red' } },
  accessTokenGeneration: {
    claimsToAddOrOverride: { tenant: { id: 7 }, version: event.version },
    scopesToAdd: ['tasks/read'],
    scopesToSuppress: ['email'],
  },
};`,
      DefineAuthChallenge: `
const last = event.request.session.at(-1);
event.response.issueTokens = last?.challengeResult === true;
event.response.failAuthentication = event.request.session.length >= 2 && !event.response.issueTokens;
event.response.challengeName = 'CUSTOM_CHALLENGE';`,
      CreateAuthChallenge: `
event.response.publicChallengeParameters = { question: 'What is the magic word?' };
event.response.privateChallengeParameters = { answer: 'please' };`,
      VerifyAuthChallengeResponse: `
event.response.answerCorrect =
  event.request.challengeAnswer === event.request.privateChallengeParameters.answer;`,
    },
  }),
  unpermitted: triggeredPoolStack({ permitted: false, triggers: { PreSignUp: CONFIRM_AUTO } }),
  broken: triggeredPoolStack({ triggers: { PreSignUp: 'return 7;' } }),
} as const;

type StackName = keyof typeof STACKS;

let directory: string;
let cloud: BareCloud;
let cognito: CognitoIdentityProviderClient;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'taskyard-triggers-'));
  await writeAssembly(directory, STACKS);
  cloud = await openBareCloud();
  cognito = cloud.cognito;
  await cloud.deploy(directory);
});
afterAll(async () => {
  await cloud.close();
  await rm(directory, { recursive: true, force: true });
});

const output = (stack: StackName, name: string): string => cloud.outputs()[stack]?.[name] ?? '';
const clientOf = (stack: StackName): string => output(stack, 'ClientId');

function poolOf(stack: StackName): Pick<SignInPool, 'id' | 'base'> {
  const id = output(stack, 'PoolId');
  return { id, base: `${cloud.origin}/${id}` };
}

function signUp(stack: StackName, name: string) {
  const Username = `${name}@example.com`;
  return cognito.send(new SignUpCommand({ ClientId: clientOf(stack), Username, Password: PASSWORD }));
}

function signIn(stack: StackName, name: string, password = PASSWORD): Promise<InitiateAuthCommandOutput> {
  return cognito.send(
    new InitiateAuthCommand({
      ClientId: clientOf(stack),
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: `${name}@example.com`, PASSWORD: password },
    }),
  );
}

async function newestMail(to: string): Promise<{ subject: string; body: string; code: string }> {
  const answer = await fetch(`${cloud.origin}/_local/mail?to=${encodeURIComponent(to)}`);
  const [newest] = (await answer.json()) as { subject: string; body: string; code: string }[];
  if (newest === undefined) throw new Error(`Nothing was mailed to ${to}.`);
  return newest;
}

/** What a function printed. */
async function printedBy(functionName: string): Promise<string> {
  const logs = new CloudWatchLogsClient({
    endpoint: cloud.origin,
    region: 'us-east-1',
    credentials: cognito.config.credentials,
  });
  const { events } = await logs.send(
    new FilterLogEventsCommand({ logGroupName: `/aws/lambda/${functionName}` }),
  );
  return (events ?? []).map(({ message }) => message).join('');
}

describe('PreSignUp', () => {
  it('confirms whom it knows; PostConfirmation hears of it and logs', async () => {
    expect(await signUp('first', 'auto-ann')).toMatchObject({ UserConfirmed: true });
    const user = await cognito.send(
      new AdminGetUserCommand({ UserPoolId: output('first', 'PoolId'), Username: 'auto-ann@example.com' }),
    );
    expect(user).toMatchObject({ UserStatus: 'CONFIRMED' });
    expect(user.UserAttributes).toContainEqual({ Name: 'email_verified', Value: 'true' });
    await vi.waitFor(async () =>
      expect(await printedBy(output('first', 'PostConfirmationName'))).toContain(
        'welcome PostConfirmation_ConfirmSignUp auto-ann@example.com',
      ),
    );
  });

  it('refuses with its own words', async () => {
    await expect(signUp('first', 'stranger')).rejects.toMatchObject({
      name: 'UserLambdaValidationException',
      message: 'PreSignUp failed with error not on the list.',
    });
  });

  it('is not called without a permission, and says which is missing', async () => {
    cloud.entries.length = 0;
    await expect(signUp('unpermitted', 'auto-ann')).rejects.toMatchObject({
      name: 'UnexpectedLambdaException',
      message: 'PreSignUp invocation failed due to error AccessDeniedException.',
    });
    expect(cloud.entries).toEqual([
      expect.objectContaining({
        source: 'cognito',
        outcome: 'refused',
        requestId: expect.any(String),
        rule: 'SignUp: UnexpectedLambdaException',
        hint: expect.stringContaining('AWS::Lambda::Permission'),
      }),
    ]);
    await expect(signIn('unpermitted', 'auto-ann')).rejects.toMatchObject({ name: 'NotAuthorizedException' });
  });

  it('must answer with an event', async () => {
    await expect(signUp('broken', 'auto-ann')).rejects.toMatchObject({
      name: 'InvalidLambdaResponseException',
    });
  });
});

describe('CustomMessage', () => {
  it('words the mail of a sign-up, whose code confirms', async () => {
    const signedUp = await signUp('first', 'bob');
    expect(signedUp).toMatchObject({
      UserConfirmed: false,
      CodeDeliveryDetails: { Destination: 'b***@e***' },
    });
    const mail = await newestMail('bob@example.com');
    expect(mail).toMatchObject({
      subject: 'Welcome to the team',
      body: `<b>${mail.code}</b> from CustomMessage_SignUp`,
    });
    await cognito.send(
      new ConfirmSignUpCommand({
        ClientId: clientOf('first'),
        Username: 'bob@example.com',
        ConfirmationCode: mail.code,
      }),
    );
    expect((await signIn('first', 'bob')).AuthenticationResult).toBeDefined();
  });
});

describe('PreTokenGeneration', () => {
  it('in its first version shapes the ID token and the groups of both', async () => {
    await signUp('first', 'auto-cid');
    const tokens = await newTokens(
      { ...poolOf('first') },
      { id: clientOf('first'), secret: undefined },
      'auto-cid@example.com',
    );
    const id = decodeJwt(tokens.id_token);
    expect(id).toMatchObject({
      team: 'blue',
      source: 'TokenGeneration_HostedAuth',
      'cognito:groups': ['owners'],
    });
    expect(id.sub).not.toBe('mallory');
    expect(id).not.toHaveProperty('email_verified');
    const access = decodeJwt(tokens.access_token);
    expect(access['cognito:groups']).toEqual(['owners']);
    expect(access).not.toHaveProperty('team');
  });

  it('in its second version shapes the access token too', async () => {
    await signUp('second', 'auto-cid');
    const { AuthenticationResult: tokens } = await signIn('second', 'auto-cid');
    expect(decodeJwt(tokens?.IdToken ?? '')).toMatchObject({ team: 'red' });
    const access = decodeJwt(tokens?.AccessToken ?? '');
    expect(access).toMatchObject({
      tenant: { id: 7 },
      scope: 'aws.cognito.signin.user.admin tasks/read',
    });
    expect(access).not.toHaveProperty('version');
  });
});

describe('UserMigration', () => {
  it('brings in a user at sign-in and at a forgotten password, and nobody else', async () => {
    await expect(signIn('first', 'old-dan', 'Wrong-horse-7-battery')).rejects.toMatchObject({
      message: 'Incorrect username or password.',
    });
    expect((await signIn('first', 'old-dan')).AuthenticationResult).toBeDefined();
    const forgot = await cognito.send(
      new ForgotPasswordCommand({ ClientId: clientOf('first'), Username: 'old-eve@example.com' }),
    );
    expect(forgot.CodeDeliveryDetails).toMatchObject({ Destination: 'o***@e***' });
    expect((await newestMail('old-eve@example.com')).body).toContain('CustomMessage_ForgotPassword');
    await expect(signIn('first', 'stranger')).rejects.toMatchObject({ name: 'NotAuthorizedException' });
  });

  it('brings in a user on the pages', async () => {
    const request = authorization({ ...poolOf('first') }, { id: clientOf('first'), secret: undefined });
    expect(codeOf(await signInOnPages({ ...poolOf('first') }, request, 'old-fay@example.com'))).toMatch(
      /^[\w-]{43}$/,
    );
  });
});

describe('the custom challenge', () => {
  async function answer(...words: string[]): Promise<unknown> {
    let step: InitiateAuthCommandOutput = await cognito.send(
      new InitiateAuthCommand({
        ClientId: clientOf('second'),
        AuthFlow: 'CUSTOM_AUTH',
        AuthParameters: { USERNAME: 'auto-gus@example.com' },
      }),
    );
    for (const ANSWER of words) {
      expect(step).toMatchObject({
        ChallengeName: 'CUSTOM_CHALLENGE',
        ChallengeParameters: { question: 'What is the magic word?' },
      });
      expect(JSON.stringify(step)).not.toContain('please');
      step = await cognito.send(
        new RespondToAuthChallengeCommand({
          ClientId: clientOf('second'),
          ChallengeName: 'CUSTOM_CHALLENGE',
          Session: step.Session,
          ChallengeResponses: { USERNAME: 'auto-gus@example.com', ANSWER },
        }),
      );
    }
    return step.AuthenticationResult;
  }

  it('is made, asked and judged by the functions', async () => {
    await signUp('second', 'auto-gus');
    expect(await answer('abracadabra', 'please')).toHaveProperty('AccessToken');
    await expect(answer('abracadabra', 'sesame')).rejects.toMatchObject({ name: 'NotAuthorizedException' });
  });
});
