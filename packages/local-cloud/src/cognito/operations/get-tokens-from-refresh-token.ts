import * as member from '../input/members.ts';
import { required, structure, text } from '../input/shape.ts';
import { checkClientSecret, findClient } from '../sign-in/client-access.ts';
import { refreshTokens } from '../sign-in/refresh.ts';
import { type Operation, publicOperation } from './operation.ts';

const input = structure({
  RefreshToken: required(member.token),
  ClientId: required(member.clientId),
  ClientSecret: text({ min: 1, max: 64, sensitive: true }),
  DeviceKey: text(),
  ClientMetadata: member.clientMetadata,
});

export const getTokensFromRefreshToken: Operation = publicOperation(
  'GetTokensFromRefreshToken',
  input,
  async (core, given) => {
    const access = findClient(core, given.ClientId);
    checkClientSecret(access.client, given.ClientSecret);
    const tokens = await refreshTokens(core, access, {
      refreshToken: given.RefreshToken,
      ...(given.ClientMetadata ? { clientMetadata: given.ClientMetadata } : {}),
    });
    return {
      AuthenticationResult: {
        AccessToken: tokens.accessToken,
        ...(tokens.idToken === undefined ? {} : { IdToken: tokens.idToken }),
        ExpiresIn: tokens.expiresIn,
        TokenType: 'Bearer',
        ...(tokens.refreshToken === undefined ? {} : { RefreshToken: tokens.refreshToken }),
      },
    };
  },
);
