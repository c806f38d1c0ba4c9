import type { CloudPart, PartContext } from '../aws/cloud-part.ts';
import { apiAccountProvider } from '../cloudformation/resources/apigateway-account.ts';
import { apiKeyProvider } from '../cloudformation/resources/apigateway-api-key.ts';
import { authorizerProvider } from '../cloudformation/resources/apigateway-authorizer.ts';
import { deploymentProvider } from '../cloudformation/resources/apigateway-deployment.ts';
import {
  basePathMappingProvider,
  domainNameProvider,
} from '../cloudformation/resources/apigateway-domain-name.ts';
import { gatewayResponseProvider } from '../cloudformation/resources/apigateway-gateway-response.ts';
import { type MethodAbilities, methodProvider } from '../cloudformation/resources/apigateway-method.ts';
import { modelProvider } from '../cloudformation/resources/apigateway-model.ts';
import { requestValidatorProvider } from '../cloudformation/resources/apigateway-request-validator.ts';
import { apiResourceProvider } from '../cloudformation/resources/apigateway-resource.ts';
import { restApiProvider } from '../cloudformation/resources/apigateway-rest-api.ts';
import { stageProvider } from '../cloudformation/resources/apigateway-stage.ts';
import {
  usagePlanKeyProvider,
  usagePlanProvider,
} from '../cloudformation/resources/apigateway-usage-plan.ts';
import { type MetricSink, SILENT_METRICS } from '../cloudwatch/metric-sink.ts';
import type { TokenVerifier } from '../cognito/token-verifier.ts';
import type { HttpHandler, HttpRequest, HttpResponse } from '../front-door/http.ts';
import type { RoleCredentials } from '../iam/role-credentials.ts';
import type { FunctionInvoker } from '../lambda/function-invoker.ts';
import type { LogSink } from '../logs/log-sink.ts';
import { jsonCollection } from '../store/json-collection.ts';
import { apiGatewayService } from './apigateway-service.ts';
import { type CompiledStage, compileStage, type StageNeeds } from './compiled-stage.ts';
import { executeApi } from './execute-api.ts';
import { apiIdOf, localApiUrl } from './execute-api-url.ts';
import type { Authenticate } from './iam-authorizer.ts';
import { lambdaCalls } from './lambda-call.ts';
import { restApiStore } from './rest-api-store.ts';
import { INTEGRATED_SERVICES } from './service-integration.ts';
import { type KeyUsage, usagePlans } from './usage-plans.ts';

/** What API Gateway asks of the other parts of the cloud. */
export interface ApiGatewayNeeds {
  readonly invoker: FunctionInvoker;
  readonly tokens: TokenVerifier;
  readonly logs: LogSink;
  /** Where stages report; nowhere by default. */
  readonly metrics?: MetricSink;
  /** Without it integrations and authorizers that name a role are refused at the start. */
  readonly roles?: RoleCredentials;
  /** Proves who signed a request. Without it AWS_IAM methods are refused at the start. */
  readonly authenticate?: Authenticate;
  /**
   * Answers signed calls of other services, as the front door does; with `roles`, integrations can call
   * them. Without it such integrations are refused at the start.
   */
  readonly services?: HttpHandler;
}

export interface ApiGateway extends CloudPart {
  /**
   * Answers a request to an API. `request.rawPath` begins with the stage: `/prod/items/1`.
   * Never rejects because of what a client sent.
   */
  handle(apiId: string, request: HttpRequest): Promise<HttpResponse>;
}

/** API Gateway's REST APIs. */
export async function createApiGateway(context: PartContext, needs: ApiGatewayNeeds): Promise<ApiGateway> {
  const { account, sources, journal, origin } = context;
  const store = restApiStore(context.store);
  const usage = jsonCollection<KeyUsage>(context.store.namespace('usage'));
  const plans = usagePlans(store, usage, () => sources.now());
  await plans.reload();
  const { roles, services } = needs;
  const abilities: MethodAbilities = {
    signatures: needs.authenticate !== undefined,
    roles: roles !== undefined,
    services: roles !== undefined && services !== undefined ? INTEGRATED_SERVICES : new Set(),
  };
  const stageNeeds: StageNeeds = {
    account,
    sources,
    origin: new URL(origin),
    tokens: needs.tokens,
    lambda: lambdaCalls(needs.invoker, roles),
    plans,
    logs: needs.logs,
    metrics: needs.metrics ?? SILENT_METRICS,
    authenticate: needs.authenticate,
    services: roles !== undefined && services !== undefined ? { roles, handler: services } : undefined,
  };

  const compiled = new Map<string, CompiledStage>();
  const flushing = new Set<Promise<void>>();
  store.onChange(async () => {
    for (const stage of compiled.values()) {
      const flushed = stage.flush().finally(() => flushing.delete(flushed));
      flushing.add(flushed);
    }
    compiled.clear();
    await plans.reload();
  });
  const stageOf = (apiId: string, name: string): CompiledStage | undefined => {
    const id = `${apiId}/${name}`;
    const known = compiled.get(id);
    if (known !== undefined) return known;
    const stage = store.stages.get(id);
    const deployment = stage && store.deployments.get(`${apiId}/${stage.deploymentId}`);
    if (stage === undefined || deployment === undefined) return undefined;
    const made = compileStage(deployment, stage, stageNeeds);
    compiled.set(id, made);
    return made;
  };

  return {
    services: [apiGatewayService(store, account)],
    providers: [
      restApiProvider(store, account),
      apiResourceProvider(store),
      methodProvider(store, abilities),
      deploymentProvider(store),
      stageProvider(store),
      authorizerProvider(store, abilities),
      gatewayResponseProvider(store),
      requestValidatorProvider(store),
      modelProvider(store),
      apiKeyProvider(store, sources),
      usagePlanProvider(store),
      usagePlanKeyProvider(store),
      apiAccountProvider(),
      domainNameProvider(account),
      basePathMappingProvider(),
    ],
    localAddress: (url) => {
      const apiId = apiIdOf(url);
      return apiId === undefined || store.apis.get(apiId) === undefined
        ? undefined
        : localApiUrl(origin, apiId, url);
    },
    handle: executeApi(stageOf, journal),
    close: async () => {
      for (const stage of compiled.values()) await stage.flush();
      await Promise.all(flushing);
    },
  };
}
