import * as member from '../input/members.ts';
import { required, structure } from '../input/shape.ts';
import { checkSecretHash, findClient } from '../sign-in/client-access.ts';
import { resendConfirmationCode as resend } from '../users/confirm-sign-up.ts';
import { type Operation, publicOperation } from './operation.ts';

const input = structure({
  ClientId: required(member.clientId),
  SecretHash: member.secretHash,
  Username: required(member.username),
  ClientMetadata: member.clientMetadata,
});

export const resendConfirmationCode: Operation = publicOperation(
  'ResendConfirmationCode',
  input,
  async (core, given) => {
    const access = findClient(core, given.ClientId);
    checkSecretHash(access.client, [given.Username], given.SecretHash);
    const delivery = await resend(core, access, given.Username, given.ClientMetadata);
    return delivery ? { CodeDeliveryDetails: delivery } : {};
  },
);
