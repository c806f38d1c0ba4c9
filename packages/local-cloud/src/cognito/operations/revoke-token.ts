import { AwsError } from '../../aws/aws-error.ts';
import * as member from '../input/members.ts';
import { required, structure, text } from '../input/shape.ts';
import { checkClientSecret, findClient } from '../sign-in/client-access.ts';
import { revokeRefreshToken } from '../sign-in/revoke.ts';
import { type Operation, publicOperation } from './operation.ts';

const input = structure({
  Token: required(member.token),
  ClientId: required(member.clientId),
  ClientSecret: text({ min: 1, max: 64, sensitive: true }),
});

export const revokeToken: Operation = publicOperation('RevokeToken', input, async (core, given) => {
  const access = findClient(core, given.ClientId);
  checkClientSecret(access.client, given.ClientSecret);
  if (!access.client.settings.EnableTokenRevocation) {
    throw new AwsError('UnsupportedOperationException', 'Revocation not enabled for the client');
  }
  if ((await revokeRefreshToken(core, access, given.Token)) === 'unsupported') {
    throw new AwsError('UnsupportedTokenTypeException', 'Unsupported token type');
  }
  return {};
});
