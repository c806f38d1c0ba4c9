import * as member from '../input/members.ts';
import { flag, integer, list, oneOf, required, type Shape, structure, text } from '../input/shape.ts';
import type { AppClientSettings, TimeUnit } from '../model/app-client.ts';

/** The members that CreateUserPoolClient and UpdateUserPoolClient share. */
export interface ClientInput extends Partial<Omit<AppClientSettings, 'TokenValidityUnits'>> {
  readonly UserPoolId: string;
  readonly TokenValidityUnits?: {
    readonly AccessToken?: TimeUnit;
    readonly IdToken?: TimeUnit;
    readonly RefreshToken?: TimeUnit;
  };
  readonly AnalyticsConfiguration?: object;
  readonly EnablePropagateAdditionalUserContextData?: boolean;
}

export interface NewClientInput extends ClientInput {
  readonly ClientName: string;
  readonly GenerateSecret?: boolean;
}

export interface ChangedClientInput extends ClientInput {
  readonly ClientId: string;
}

const unit: Shape<TimeUnit> = oneOf('seconds', 'minutes', 'hours', 'days');
const attributeNames: Shape<string[]> = list(text({ min: 1, max: 2048 }));

const AUTH_FLOWS = [
  'ADMIN_NO_SRP_AUTH',
  'CUSTOM_AUTH_FLOW_ONLY',
  'USER_PASSWORD_AUTH',
  'ALLOW_ADMIN_USER_PASSWORD_AUTH',
  'ALLOW_CUSTOM_AUTH',
  'ALLOW_USER_PASSWORD_AUTH',
  'ALLOW_USER_SRP_AUTH',
  'ALLOW_REFRESH_TOKEN_AUTH',
  'ALLOW_USER_AUTH',
] as const;

const CLIENT_MEMBERS = {
  UserPoolId: required(member.poolId),
  ClientName: member.displayName,
  RefreshTokenValidity: integer(0, 315360000),
  AccessTokenValidity: integer(1, 86400),
  IdTokenValidity: integer(1, 86400),
  TokenValidityUnits: structure({ AccessToken: unit, IdToken: unit, RefreshToken: unit }),
  ReadAttributes: attributeNames,
  WriteAttributes: attributeNames,
  ExplicitAuthFlows: list(oneOf(...AUTH_FLOWS)),
  SupportedIdentityProviders: list(text({ min: 1, max: 32 })),
  CallbackURLs: list(member.url, 0, 100),
  LogoutURLs: list(member.url, 0, 100),
  DefaultRedirectURI: member.url,
  AllowedOAuthFlows: list(oneOf('code', 'implicit', 'client_credentials'), 0, 3),
  AllowedOAuthScopes: list(text({ min: 1, max: 256, pattern: '[\\x21\\x23-\\x5B\\x5D-\\x7E]+' }), 0, 50),
  AllowedOAuthFlowsUserPoolClient: flag(),
  AnalyticsConfiguration: structure({}),
  PreventUserExistenceErrors: oneOf('LEGACY', 'ENABLED'),
  EnableTokenRevocation: flag(),
  EnablePropagateAdditionalUserContextData: flag(),
  AuthSessionValidity: integer(3, 15),
  RefreshTokenRotation: structure({
    Feature: required(oneOf('ENABLED', 'DISABLED')),
    RetryGracePeriodSeconds: integer(0, 60),
  }),
};

export const newClientInput: Shape<NewClientInput> = structure({
  ...CLIENT_MEMBERS,
  ClientName: required(member.displayName),
  GenerateSecret: flag(),
});

export const changedClientInput: Shape<ChangedClientInput> = structure({
  ...CLIENT_MEMBERS,
  ClientId: required(member.clientId),
});
