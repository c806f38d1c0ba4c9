import * as member from '../input/members.ts';
import { required, structure } from '../input/shape.ts';
import { checkSecretHash, findClient } from '../sign-in/client-access.ts';
import { confirmForgotPassword as confirm } from '../users/forgot-password.ts';
import { type Operation, publicOperation } from './operation.ts';

const input = structure({
  ClientId: required(member.clientId),
  SecretHash: member.secretHash,
  Username: required(member.username),
  ConfirmationCode: required(member.code),
  Password: required(member.password),
  ClientMetadata: member.clientMetadata,
});

export const confirmForgotPassword: Operation = publicOperation(
  'ConfirmForgotPassword',
  input,
  async (core, given) => {
    const access = findClient(core, given.ClientId);
    checkSecretHash(access.client, [given.Username], given.SecretHash);
    await confirm(core, access, {
      username: given.Username,
      code: given.ConfirmationCode,
      password: given.Password,
      ...(given.ClientMetadata ? { clientMetadata: given.ClientMetadata } : {}),
    });
    return {};
  },
);
