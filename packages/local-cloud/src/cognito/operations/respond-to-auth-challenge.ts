import * as member from '../input/members.ts';
import { oneOf, required, structure, text, textMap } from '../input/shape.ts';
import { ANSWERABLE, answerChallenge } from '../sign-in/answers.ts';
import { findClient } from '../sign-in/client-access.ts';
import { type Operation, publicOperation } from './operation.ts';

const input = structure({
  ClientId: required(member.clientId),
  ChallengeName: required(oneOf(...ANSWERABLE)),
  Session: member.session,
  ChallengeResponses: textMap(text({ sensitive: true })),
  ClientMetadata: member.clientMetadata,
});

export const respondToAuthChallenge: Operation = publicOperation(
  'RespondToAuthChallenge',
  input,
  async (core, given) => {
    const context = {
      ...findClient(core, given.ClientId),
      door: 'api' as const,
      ...(given.ClientMetadata ? { clientMetadata: given.ClientMetadata } : {}),
    };
    const answer = { session: given.Session, responses: given.ChallengeResponses ?? {} };
    return answerChallenge(core, context, given.ChallengeName, answer);
  },
);
