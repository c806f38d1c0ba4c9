import * as member from '../input/members.ts';
import { oneOf, required, structure, text, textMap } from '../input/shape.ts';
import { startFlow } from '../sign-in/auth-flows.ts';
import { findClient } from '../sign-in/client-access.ts';
import { type Operation, poolOperation } from './operation.ts';

const input = structure({
  UserPoolId: required(member.poolId),
  AuthFlow: required(
    oneOf(
      'USER_SRP_AUTH',
      'REFRESH_TOKEN_AUTH',
      'REFRESH_TOKEN',
      'CUSTOM_AUTH',
      'ADMIN_NO_SRP_AUTH',
      'USER_PASSWORD_AUTH',
      'ADMIN_USER_PASSWORD_AUTH',
      'USER_AUTH',
    ),
  ),
  AuthParameters: textMap(text({ sensitive: true })),
  ClientMetadata: member.clientMetadata,
  ClientId: required(member.clientId),
  Session: member.session,
});

export const adminInitiateAuth: Operation = poolOperation('AdminInitiateAuth', input, async (core, given) => {
  const context = {
    ...findClient(core, given.ClientId, given.UserPoolId),
    door: 'admin' as const,
    ...(given.ClientMetadata ? { validationData: given.ClientMetadata } : {}),
  };
  return startFlow(core, context, given.AuthFlow, given.AuthParameters ?? {}, given.Session);
});
