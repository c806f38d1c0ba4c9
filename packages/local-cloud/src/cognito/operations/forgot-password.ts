import * as member from '../input/members.ts';
import { required, structure } from '../input/shape.ts';
import { checkSecretHash, findClient } from '../sign-in/client-access.ts';
import { forgotPassword as forgot } from '../users/forgot-password.ts';
import { type Operation, publicOperation } from './operation.ts';

const input = structure({
  ClientId: required(member.clientId),
  SecretHash: member.secretHash,
  Username: required(member.username),
  ClientMetadata: member.clientMetadata,
});

export const forgotPassword: Operation = publicOperation('ForgotPassword', input, async (core, given) => {
  const access = findClient(core, given.ClientId);
  checkSecretHash(access.client, [given.Username], given.SecretHash);
  return { CodeDeliveryDetails: await forgot(core, access, given.Username, given.ClientMetadata) };
});
