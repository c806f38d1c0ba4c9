import { AwsError } from '../../aws/aws-error.ts';
import type { CognitoCore } from '../core.ts';
import { answerMfaSetup } from './answer-mfa-setup.ts';
import { answerNewPassword } from './answer-new-password.ts';
import { answerSoftwareToken } from './answer-software-token.ts';
import { type AuthParameters, parameter } from './auth-parameters.ts';
import { type AuthResponse, authResponse } from './auth-response.ts';
import type { ChallengeName } from './challenges.ts';
import { answerEmailCode, choose } from './choice.ts';
import { checkSecretHash } from './client-access.ts';
import { answerCustomChallenge, continueCustomAuth } from './custom-auth.ts';
import { afterFirstFactor, type Step } from './next-step.ts';
import type { SignInContext } from './sign-in-context.ts';
import { checkSrp } from './srp.ts';

export interface ChallengeAnswer {
  readonly session: string | undefined;
  readonly responses: AuthParameters;
}

type Answer = (
  core: CognitoCore,
  context: SignInContext,
  answer: ChallengeAnswer,
) => Promise<Step | AuthResponse>;

const ATTRIBUTE_PREFIX = 'userAttributes.';

function attributesIn(responses: AuthParameters): Record<string, string> {
  const given = Object.entries(responses).filter(([name]) => name.startsWith(ATTRIBUTE_PREFIX));
  return Object.fromEntries(given.map(([name, value]) => [name.slice(ATTRIBUTE_PREFIX.length), value]));
}

const newPassword: Answer = (core, context, { session, responses }) =>
  answerNewPassword(core, context, {
    session,
    password: parameter(responses, 'NEW_PASSWORD'),
    attributes: attributesIn(responses),
  });

const softwareToken: Answer = (core, context, { session, responses }) =>
  answerSoftwareToken(core, context, { session, code: parameter(responses, 'SOFTWARE_TOKEN_MFA_CODE') });

const mfaSetup: Answer = (core, context, { session }) => answerMfaSetup(core, context, session);

const passwordVerifier: Answer = async (core, context, { session, responses }) => {
  const { client, door } = context;
  const proof = {
    username: parameter(responses, 'USERNAME'),
    secretBlock: parameter(responses, 'PASSWORD_CLAIM_SECRET_BLOCK'),
    timestamp: parameter(responses, 'TIMESTAMP'),
    signature: parameter(responses, 'PASSWORD_CLAIM_SIGNATURE'),
  };
  if (!core.srpExchanges.get(proof.secretBlock)?.custom) {
    return afterFirstFactor(core, context, await checkSrp(core, context, proof));
  }
  const challenge = core.challenges.take(session, {
    clientId: client.id,
    door,
    names: ['PASSWORD_VERIFIER'],
  });
  const user = await checkSrp(core, context, proof);
  const proved = { challengeName: 'PASSWORD_VERIFIER', challengeResult: true };
  const history = [...(challenge.history ?? []), proved];
  return continueCustomAuth(core, context, { username: user.username, user }, history);
};

const customChallenge: Answer = (core, context, { session, responses }) => {
  const { client, door } = context;
  const answer = parameter(responses, 'ANSWER');
  const challenge = core.challenges.take(session, { clientId: client.id, door, names: ['CUSTOM_CHALLENGE'] });
  return answerCustomChallenge(core, context, challenge, answer);
};

const selectChallenge: Answer = (core, context, { session, responses }) => {
  const { client, door } = context;
  const choice = parameter(responses, 'ANSWER');
  const challenge = core.challenges.take(session, { clientId: client.id, door, names: ['SELECT_CHALLENGE'] });
  return choose(core, context, challenge.typedName ?? challenge.username, choice, responses);
};

const emailCode: Answer = (core, context, { session, responses }) =>
  answerEmailCode(core, context, session, parameter(responses, 'EMAIL_OTP_CODE'));

const ANSWERS: Readonly<Partial<Record<ChallengeName, Answer>>> = {
  NEW_PASSWORD_REQUIRED: newPassword,
  SOFTWARE_TOKEN_MFA: softwareToken,
  MFA_SETUP: mfaSetup,
  PASSWORD_VERIFIER: passwordVerifier,
  CUSTOM_CHALLENGE: customChallenge,
  SELECT_CHALLENGE: selectChallenge,
  EMAIL_OTP: emailCode,
};

/** The challenges that are emulated, for the operations' input. */
export const ANSWERABLE: readonly ChallengeName[] = [
  'NEW_PASSWORD_REQUIRED',
  'SOFTWARE_TOKEN_MFA',
  'MFA_SETUP',
  'PASSWORD_VERIFIER',
  'CUSTOM_CHALLENGE',
  'SELECT_CHALLENGE',
  'EMAIL_OTP',
];

/** Goes on with a sign-in. Throws what the challenge's answer leads to. */
export async function answerChallenge(
  core: CognitoCore,
  context: SignInContext,
  name: ChallengeName,
  answer: ChallengeAnswer,
): Promise<AuthResponse> {
  const { responses } = answer;
  const typed = responses.USERNAME ?? '';
  const user = core.users.bySignInName(context.pool, typed);
  checkSecretHash(context.client, user ? [typed, user.username] : [typed], responses.SECRET_HASH);
  const given = await ANSWERS[name]?.(core, context, answer);
  if (given === undefined) throw new AwsError('InvalidParameterException', 'Unknown challenge.');
  return 'kind' in given ? authResponse(core, context, given) : given;
}
