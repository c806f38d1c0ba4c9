import type { CognitoCore } from '../../cognito/core.ts';
import { readInput } from '../../cognito/input/shape.ts';
import type { AppClient } from '../../cognito/model/app-client.ts';
import { createUserPoolClient, updateUserPoolClient } from '../../cognito/pools/app-clients.ts';
import { changedClientInput, newClientInput } from '../../cognito/pools/client-input.ts';
import { type ResourceProvider, type ResourceState, UnsupportedPropertyError } from '../resource-provider.ts';
import { asOperationInput, changes } from './cognito-properties.ts';
import { generatedName } from './generated-name.ts';
import { onlyMembers } from './property-values.ts';

function state(client: AppClient): ResourceState {
  return {
    physicalId: client.id,
    attributes: {
      ClientId: client.id,
      Name: client.settings.ClientName,
      ...(client.secret === undefined ? {} : { ClientSecret: client.secret }),
    },
  };
}

/** AWS::Cognito::UserPoolClient */
export function userPoolClientProvider(core: CognitoCore): ResourceProvider {
  return {
    type: 'AWS::Cognito::UserPoolClient',
    properties: {
      UserPoolId: 'supported',
      ClientName: 'supported',
      GenerateSecret: 'supported',
      ExplicitAuthFlows: 'supported',
      AllowedOAuthFlows: 'supported',
      AllowedOAuthFlowsUserPoolClient: 'supported',
      AllowedOAuthScopes: 'supported',
      CallbackURLs: 'supported',
      LogoutURLs: 'supported',
      DefaultRedirectURI: 'supported',
      SupportedIdentityProviders: 'supported',
      ReadAttributes: 'supported',
      WriteAttributes: 'supported',
      RefreshTokenValidity: 'supported',
      AccessTokenValidity: 'supported',
      IdTokenValidity: 'supported',
      TokenValidityUnits: 'supported',
      RefreshTokenRotation: 'supported',
      PreventUserExistenceErrors: 'supported',
      EnableTokenRevocation: 'supported',
      AuthSessionValidity: 'supported',
      AnalyticsConfiguration: { noted: 'nothing is counted' },
      EnablePropagateAdditionalUserContextData: { noted: 'it concerns threat protection only' },
    },
    check({ SupportedIdentityProviders: providers, ...properties }) {
      const foreign = Array.isArray(providers) ? providers.find((name) => name !== 'COGNITO') : undefined;
      if (foreign !== undefined) {
        throw new UnsupportedPropertyError(
          'SupportedIdentityProviders',
          `signing in through ${String(foreign)} is not emulated; COGNITO is.`,
        );
      }
      onlyMembers(properties.TokenValidityUnits, 'TokenValidityUnits', [
        'AccessToken',
        'IdToken',
        'RefreshToken',
      ]);
      onlyMembers(properties.RefreshTokenRotation, 'RefreshTokenRotation', [
        'Feature',
        'RetryGracePeriodSeconds',
      ]);
    },

    async create(request) {
      const { creationToken, properties } = request;
      const existing = core.clients.list().find((client) => client.creationToken === creationToken);
      if (existing) return state(existing);
      const input = { ClientName: generatedName(request, 128), ...asOperationInput(properties) };
      return state(await createUserPoolClient(core, readInput(newClientInput, input), creationToken));
    },

    async update({ properties }, { physicalId }, previous) {
      if (changes(previous, properties, ['UserPoolId', 'GenerateSecret'])) return 'replace';
      const input = { ...asOperationInput(properties), ClientId: physicalId };
      return state(await updateUserPoolClient(core, readInput(changedClientInput, input)));
    },

    delete: ({ physicalId }) => core.clients.delete(physicalId),
  };
}
