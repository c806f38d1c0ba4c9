import { AwsError } from '../../aws/aws-error.ts';
import type { CognitoCore } from '../core.ts';
import { hidesUsers } from '../model/app-client.ts';
import type { User } from '../model/user.ts';
import { USER_NOT_FOUND } from '../state/user-directory.ts';
import { triggerAttributes } from '../triggers/trigger-runner.ts';
import type { Challenge, ChallengeResult } from './challenges.ts';
import { challengeStep, completed, type Step } from './next-step.ts';
import { beforeAuthentication } from './password-check.ts';
import { wrongCredentials } from './refusal.ts';
import type { SignInContext } from './sign-in-context.ts';
import { startSrp } from './srp.ts';

/** Who goes through a custom flow; `user` is undefined for a name that nobody has. */
interface Subject {
  readonly username: string;
  readonly user: User | undefined;
}

type Texts = Readonly<Record<string, string>>;

function texts(value: unknown): Texts {
  if (value === null || typeof value !== 'object') return {};
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, String(each)]));
}

function commonRequest(context: SignInContext, { user }: Subject): object {
  return {
    userAttributes: user ? triggerAttributes(user) : {},
    ...(context.clientMetadata ? { clientMetadata: context.clientMetadata } : {}),
    ...(hidesUsers(context.client) ? { userNotFound: user === undefined } : {}),
  };
}

async function createChallenge(
  core: CognitoCore,
  context: SignInContext,
  subject: Subject,
  history: readonly ChallengeResult[],
): Promise<Step> {
  const { pool, client } = context;
  const response = await core.triggers.run({
    pool,
    trigger: 'CreateAuthChallenge',
    source: 'CreateAuthChallenge_Authentication',
    clientId: client.id,
    userName: subject.username,
    request: {
      ...commonRequest(context, subject),
      challengeName: 'CUSTOM_CHALLENGE',
      session: history,
    },
    response: {
      publicChallengeParameters: null,
      privateChallengeParameters: null,
      challengeMetadata: null,
    },
  });
  const metadata = response?.challengeMetadata;
  return challengeStep(
    core,
    context,
    { sub: subject.user?.sub ?? '', username: subject.username },
    'CUSTOM_CHALLENGE',
    { USERNAME: subject.username, ...texts(response?.publicChallengeParameters) },
    {
      privateParameters: texts(response?.privateChallengeParameters),
      history,
      ...(typeof metadata === 'string' ? { metadata } : {}),
    },
  );
}

/** Asks DefineAuthChallenge what comes next, and does it. */
export async function continueCustomAuth(
  core: CognitoCore,
  context: SignInContext,
  subject: Subject,
  history: readonly ChallengeResult[],
  srpA?: string,
): Promise<Step> {
  const { pool, client } = context;
  const response = await core.triggers.run({
    pool,
    trigger: 'DefineAuthChallenge',
    source: 'DefineAuthChallenge_Authentication',
    clientId: client.id,
    userName: subject.username,
    request: { ...commonRequest(context, subject), session: history },
    response: { challengeName: null, issueTokens: null, failAuthentication: null },
  });
  if (response === undefined) {
    throw new AwsError(
      'InvalidParameterException',
      'Custom auth lambda trigger is not configured for the user pool.',
    );
  }
  if (response.failAuthentication === true) {
    throw wrongCredentials('DefineAuthChallenge failed the authentication.');
  }
  if (response.issueTokens === true) {
    if (subject.user === undefined) throw wrongCredentials('No user has that name.');
    return completed(core, context, subject.user);
  }
  if (response.challengeName === 'CUSTOM_CHALLENGE') {
    return createChallenge(core, context, subject, history);
  }
  if (response.challengeName === 'PASSWORD_VERIFIER' && srpA !== undefined) {
    return srpStep(core, context, subject, history, srpA);
  }
  throw new AwsError(
    'InvalidLambdaResponseException',
    'DefineAuthChallenge gave neither a challenge that can be made nor an end.',
  );
}

async function srpStep(
  core: CognitoCore,
  context: SignInContext,
  { username, user }: Subject,
  history: readonly ChallengeResult[],
  srpA: string,
): Promise<Step> {
  const parameters = await startSrp(core, context, username, srpA, true);
  const named = { sub: user?.sub ?? '', username: user?.username ?? username };
  return challengeStep(core, context, named, 'PASSWORD_VERIFIER', parameters, { history });
}

/** The start of CUSTOM_AUTH; with `srpA`, the password is proved first. */
export async function startCustomAuth(
  core: CognitoCore,
  context: SignInContext,
  username: string,
  srpA: string | undefined,
): Promise<Step> {
  const user = core.users.bySignInName(context.pool, username);
  if (user === undefined && !hidesUsers(context.client)) throw USER_NOT_FOUND();
  const subject = { username: user?.username ?? username, user };
  if (srpA === undefined) {
    await beforeAuthentication(core, context, user, username);
    return continueCustomAuth(core, context, subject, []);
  }
  const history = [{ challengeName: 'SRP_A', challengeResult: true }];
  return continueCustomAuth(core, context, subject, history, srpA);
}

/** Lets VerifyAuthChallengeResponse judge the answer, and goes on with what it found. */
export async function answerCustomChallenge(
  core: CognitoCore,
  context: SignInContext,
  challenge: Challenge,
  answer: string,
): Promise<Step> {
  const { pool, client } = context;
  const subject = {
    username: challenge.username,
    user: challenge.sub === '' ? undefined : core.users.bySub(pool, challenge.sub),
  };
  const response = await core.triggers.run({
    pool,
    trigger: 'VerifyAuthChallengeResponse',
    source: 'VerifyAuthChallengeResponse_Authentication',
    clientId: client.id,
    userName: subject.username,
    request: {
      ...commonRequest(context, subject),
      privateChallengeParameters: challenge.privateParameters ?? {},
      challengeAnswer: answer,
    },
    response: { answerCorrect: null },
  });
  const result = {
    challengeName: 'CUSTOM_CHALLENGE',
    challengeResult: response?.answerCorrect === true,
    challengeMetadata: challenge.metadata ?? null,
  };
  return continueCustomAuth(core, context, subject, [...(challenge.history ?? []), result]);
}
