import type { CompiledPolicy } from '../iam/policy/compiled-policy.ts';
import { apiKeyCheck } from './api-key-check.ts';
import { bodyReader } from './body-reader.ts';
import type { Check } from './check.ts';
import { cognitoAuthorizer } from './cognito-authorizer.ts';
import type { CompiledMethod, StageNeeds } from './compiled-stage.ts';
import type { RoutedMethod, StageFacts } from './exchange.ts';
import { httpIntegration, httpProxyIntegration } from './http-integration.ts';
import { iamAuthorizer } from './iam-authorizer.ts';
import type { Integration } from './integration.ts';
import { lambdaAuthorizer } from './lambda-authorizer.ts';
import { functionOf } from './lambda-call.ts';
import { lambdaIntegration } from './lambda-integration.ts';
import { lambdaProxyIntegration } from './lambda-proxy-integration.ts';
import { mockIntegration } from './mock-integration.ts';
import { modelSchemas } from './model-schemas.ts';
import { internalServerError } from './refusal.ts';
import { requestValidator } from './request-validator.ts';
import { explicitAllowCheck, explicitDenyCheck } from './resource-policy.ts';
import type { Deployment, Method, Stage } from './rest-api-model.ts';
import { serviceIntegration } from './service-integration.ts';
import { methodThrottle, settingsOf } from './throttle.ts';

/** Gives the function that compiles the methods of one stage; what they share is made once. */
export function compileMethod(
  deployment: Deployment,
  stage: Stage,
  facts: StageFacts,
  policy: CompiledPolicy | undefined,
  needs: StageNeeds,
): (method: Method, resourcePath: string) => CompiledMethod {
  const schemas = modelSchemas(deployment.models, deployment.apiId);
  const lambdaAuthorizers = new Map<string, Check>();

  function authorizer(method: Method): Check[] {
    const { authorizationType, authorizerId = '' } = method;
    if (authorizationType === 'NONE') return [];
    if (authorizationType === 'AWS_IAM') {
      if (needs.authenticate === undefined) throw new Error('Signatures are not verified for APIs.');
      return [iamAuthorizer(needs.authenticate, policy)];
    }
    const settings = deployment.authorizers.find(({ id }) => id === authorizerId);
    if (settings?.type === 'COGNITO_USER_POOLS' && authorizationType === 'COGNITO_USER_POOLS') {
      return [cognitoAuthorizer(settings, method.authorizationScopes, needs.tokens)];
    }
    if (authorizationType === 'CUSTOM' && settings !== undefined && settings.type !== 'COGNITO_USER_POOLS') {
      const known =
        lambdaAuthorizers.get(settings.id) ?? lambdaAuthorizer(settings, facts, needs.lambda, policy);
      lambdaAuthorizers.set(settings.id, known);
      return [known];
    }
    throw new Error(`The method has no authorizer of its type, ${authorizationType}.`);
  }

  /** Methods whose authorizer judges policies take the resource policy into that judgement. */
  function resourcePolicy(method: Method): Check[] {
    const alone = method.authorizationType === 'NONE' || method.authorizationType === 'COGNITO_USER_POOLS';
    return policy !== undefined && alone ? [explicitAllowCheck(policy)] : [];
  }

  function validator(method: Method): Check[] {
    if (method.requestValidatorId === undefined) return [];
    const settings = deployment.validators.find(({ id }) => id === method.requestValidatorId);
    if (settings === undefined) throw new Error('The request validator of the method does not exist.');
    return [requestValidator(settings, method, schemas)];
  }

  function integration({ integration: settings }: Method): Integration {
    switch (settings.type) {
      case 'AWS_PROXY':
        return lambdaProxyIntegration(settings, facts, needs.lambda);
      case 'AWS':
        if (functionOf(settings.uri ?? '', facts.variables) !== '') {
          return lambdaIntegration(settings, facts, needs.lambda);
        }
        if (needs.services === undefined)
          throw new Error(`Integrations with ${settings.uri} are not emulated.`);
        return serviceIntegration(settings, facts, needs.services);
      case 'HTTP_PROXY':
        return httpProxyIntegration(settings, facts);
      case 'HTTP':
        return httpIntegration(settings, facts);
      case 'MOCK':
        return mockIntegration(settings);
    }
  }

  return (method, resourcePath) => {
    const route = `${method.httpMethod} ${resourcePath}`;
    const { loggingLevel, ...limits } = settingsOf(stage.methodSettings, resourcePath, method.httpMethod);
    const routed: RoutedMethod = {
      resourceId: method.resourceId,
      resourcePath,
      operationName: method.operationName,
    };
    try {
      const key = `${resourcePath === '/' ? '' : resourcePath}/${method.httpMethod}`;
      const checks: Check[] = [
        ...(policy === undefined ? [] : [explicitDenyCheck(policy)]),
        ...authorizer(method),
        ...resourcePolicy(method),
        ...(method.apiKeyRequired ? [apiKeyCheck(deployment.api.apiKeySource, needs.plans, key)] : []),
        ...methodThrottle(limits, route, () => needs.sources.now()),
        bodyReader,
        ...validator(method),
      ];
      return { routed, checks, integration: integration(method), loggingLevel };
    } catch (error) {
      // One method that cannot be made must not take the others with it, and must not be open either.
      const reason = error instanceof Error ? error.message : String(error);
      const refuse: Check = () => internalServerError(500, `method ${route}`, reason);
      return { routed, checks: [refuse], integration: closed, loggingLevel };
    }
  };
}

async function closed(): Promise<never> {
  throw new Error('This method has no integration.');
}
