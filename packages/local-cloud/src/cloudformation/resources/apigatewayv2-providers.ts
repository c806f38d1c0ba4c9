import type { HttpApiStore } from '../../apigatewayv2/http-api-store.ts';
import type { Account } from '../../aws/account.ts';
import type { ResourceProvider } from '../resource-provider.ts';
import { httpApiProvider } from './apigatewayv2-api.ts';
import { httpAuthorizerProvider } from './apigatewayv2-authorizer.ts';
import { httpDeploymentProvider } from './apigatewayv2-deployment.ts';
import { apiMappingProvider, httpDomainNameProvider } from './apigatewayv2-domain-name.ts';
import { httpIntegrationProvider } from './apigatewayv2-integration.ts';
import { httpRouteProvider } from './apigatewayv2-route.ts';
import { httpStageProvider } from './apigatewayv2-stage.ts';

/** What HTTP APIs can do depends on what the rest of the cloud offers. */
export interface HttpApiAbilities {
  /** Whether integrations and authorizers can act as a role. */
  readonly roles: boolean;
  /** Whether AWS_IAM routes can be checked. */
  readonly signatures: boolean;
}

export interface HttpApiProviderNeeds {
  readonly store: HttpApiStore;
  readonly account: Account;
  /** How the cloud itself is reached. */
  readonly origin: string;
  readonly abilities: HttpApiAbilities;
}

/** The AWS::ApiGatewayV2 types. */
export function httpApiProviders(needs: HttpApiProviderNeeds): ResourceProvider[] {
  const { store, account, abilities } = needs;
  return [
    httpApiProvider(store, account),
    httpIntegrationProvider(store, abilities),
    httpRouteProvider(store, abilities),
    httpAuthorizerProvider(needs),
    httpDeploymentProvider(store),
    httpStageProvider(store),
    httpDomainNameProvider(account),
    apiMappingProvider(),
  ];
}
