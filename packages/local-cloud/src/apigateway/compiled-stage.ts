import type { Account } from '../aws/account.ts';
import type { Sources } from '../aws/sources.ts';
import type { TokenVerifier } from '../cognito/token-verifier.ts';
import { bodyReader } from './body-reader.ts';
import type { Check } from './check.ts';
import { cognitoAuthorizer } from './cognito-authorizer.ts';
import type { RoutedMethod, StageFacts } from './exchange.ts';
import { type GatewayResponses, gatewayResponses } from './gateway-response.ts';
import type { Integration } from './integration.ts';
import type { LambdaCalls } from './lambda-call.ts';
import { lambdaProxyIntegration } from './lambda-proxy-integration.ts';
import { mediaTypeMatcher } from './media-types.ts';
import { mockIntegration } from './mock-integration.ts';
import { internalServerError } from './refusal.ts';
import type { Deployment, Method, Stage } from './rest-api-model.ts';
import { type Route, type RouteTable, routeTable } from './route-table.ts';

/** A method of a stage, ready to answer. */
export interface CompiledMethod {
  readonly routed: RoutedMethod;
  /** In the order in which API Gateway asks them. */
  readonly checks: readonly Check[];
  readonly integration: Integration;
}

/** A deployment under a stage's settings, ready to answer. */
export interface CompiledStage {
  readonly facts: StageFacts;
  readonly routes: RouteTable<CompiledMethod>;
  readonly respond: GatewayResponses;
}

/** What compiling needs of the rest of the cloud. */
export interface StageNeeds {
  readonly account: Account;
  readonly sources: Sources;
  readonly origin: URL;
  readonly tokens: TokenVerifier;
  readonly lambda: LambdaCalls;
}

export function compileStage(deployment: Deployment, stage: Stage, needs: StageNeeds): CompiledStage {
  const { account, sources, origin } = needs;
  const facts: StageFacts = {
    account,
    sources,
    apiId: stage.apiId,
    stage: stage.name,
    deploymentId: deployment.id,
    variables: Object.keys(stage.variables).length === 0 ? null : stage.variables,
    isBinary: mediaTypeMatcher(deployment.api.binaryMediaTypes),
    scheme: origin.protocol.slice(0, -1),
    port: origin.port === '' ? '80' : origin.port,
  };
  const paths = resourcePaths(deployment);
  const routes = deployment.methods.flatMap((method): Route<CompiledMethod>[] => {
    const path = paths.get(method.resourceId);
    if (path === undefined) return [];
    const target = compileMethod(method, path, deployment, facts, needs);
    return [{ path, method: method.httpMethod, target }];
  });
  return {
    facts,
    routes: routeTable(routes),
    respond: gatewayResponses(deployment.gatewayResponses),
  };
}

/** `/items/{id}` by resource id; a resource without a way to the root has none. */
function resourcePaths(deployment: Deployment): Map<string, string> {
  const resources = new Map(deployment.resources.map((resource) => [resource.id, resource]));
  const paths = new Map([[deployment.api.rootResourceId, '/']]);
  for (const { id } of deployment.resources) {
    const parts: string[] = [];
    let current = resources.get(id);
    while (current !== undefined && parts.length <= resources.size) {
      parts.unshift(current.pathPart);
      if (current.parentId === deployment.api.rootResourceId) paths.set(id, `/${parts.join('/')}`);
      current = resources.get(current.parentId);
    }
  }
  return paths;
}

function compileMethod(
  method: Method,
  resourcePath: string,
  deployment: Deployment,
  facts: StageFacts,
  needs: StageNeeds,
): CompiledMethod {
  const routed: RoutedMethod = {
    resourceId: method.resourceId,
    resourcePath,
    operationName: method.operationName,
  };
  try {
    return {
      routed,
      checks: [...authorizerChecks(method, deployment, needs), bodyReader],
      integration: integrationOf(method, facts, needs),
    };
  } catch (error) {
    // One method that cannot be made must not take the others with it, and must not be open either.
    const reason = error instanceof Error ? error.message : String(error);
    const refuse: Check = () =>
      internalServerError(500, `method ${method.httpMethod} ${resourcePath}`, reason);
    return { routed, checks: [refuse], integration: closed };
  }
}

async function closed(): Promise<never> {
  throw new Error('This method has no integration.');
}

function authorizerChecks(method: Method, deployment: Deployment, { tokens }: StageNeeds): Check[] {
  if (method.authorizationType === 'NONE') return [];
  const settings = deployment.authorizers.find(({ id }) => id === method.authorizerId);
  if (settings?.type === 'COGNITO_USER_POOLS' && method.authorizationType === 'COGNITO_USER_POOLS') {
    return [cognitoAuthorizer(settings, method.authorizationScopes, tokens)];
  }
  throw new Error(`The method has no authorizer of its type, ${method.authorizationType}.`);
}

function integrationOf({ integration }: Method, facts: StageFacts, { lambda }: StageNeeds): Integration {
  switch (integration.type) {
    case 'AWS_PROXY':
      return lambdaProxyIntegration(integration, facts, lambda);
    case 'MOCK':
      return mockIntegration(integration);
    default:
      throw new Error(`Integrations of type ${integration.type} are not emulated.`);
  }
}
