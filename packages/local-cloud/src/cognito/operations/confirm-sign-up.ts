import * as member from '../input/members.ts';
import { flag, required, structure } from '../input/shape.ts';
import { checkSecretHash, findClient } from '../sign-in/client-access.ts';
import { confirmInSession } from '../sign-in/sign-up-session.ts';
import { confirmSignUp as confirm } from '../users/confirm-sign-up.ts';
import { type Operation, publicOperation } from './operation.ts';

const input = structure({
  ClientId: required(member.clientId),
  SecretHash: member.secretHash,
  Username: required(member.username),
  ConfirmationCode: required(member.code),
  ForceAliasCreation: flag(),
  ClientMetadata: member.clientMetadata,
  Session: member.session,
});

export const confirmSignUp: Operation = publicOperation('ConfirmSignUp', input, async (core, given) => {
  const access = findClient(core, given.ClientId);
  checkSecretHash(access.client, [given.Username], given.SecretHash);
  const confirmUser = (): Promise<void> =>
    confirm(core, access, {
      username: given.Username,
      code: given.ConfirmationCode,
      takeAliases: given.ForceAliasCreation ?? false,
      ...(given.ClientMetadata ? { clientMetadata: given.ClientMetadata } : {}),
    });
  const asked = { session: given.Session, username: given.Username };
  const session = await confirmInSession(core, access, asked, confirmUser);
  return session === undefined ? {} : { Session: session };
});
