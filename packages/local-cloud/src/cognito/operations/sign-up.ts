import * as member from '../input/members.ts';
import { required, structure } from '../input/shape.ts';
import { checkSecretHash, findClient } from '../sign-in/client-access.ts';
import { signUpSession } from '../sign-in/sign-up-session.ts';
import { signUp as signUpUser } from '../users/sign-up.ts';
import { type Operation, publicOperation } from './operation.ts';

const input = structure({
  ClientId: required(member.clientId),
  SecretHash: member.secretHash,
  Username: required(member.username),
  Password: member.password,
  UserAttributes: member.attributes,
  ValidationData: member.attributes,
  ClientMetadata: member.clientMetadata,
});

export const signUp: Operation = publicOperation('SignUp', input, async (core, given) => {
  const access = findClient(core, given.ClientId);
  checkSecretHash(access.client, [given.Username], given.SecretHash);
  const { user, delivery } = await signUpUser(core, access, {
    username: given.Username,
    password: given.Password,
    attributes: member.byName(given.UserAttributes),
    ...(given.ValidationData ? { validationData: member.byName(given.ValidationData) } : {}),
    ...(given.ClientMetadata ? { clientMetadata: given.ClientMetadata } : {}),
  });
  const session = signUpSession(core, access, user);
  return {
    UserConfirmed: user.status === 'CONFIRMED',
    UserSub: user.sub,
    ...(delivery ? { CodeDeliveryDetails: delivery } : {}),
    ...(session === undefined ? {} : { Session: session }),
  };
});
