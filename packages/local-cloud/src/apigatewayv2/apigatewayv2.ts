import { apiIdOf, localApiUrl } from '../apigateway/execute-api-url.ts';
import type { Authenticate } from '../apigateway/iam-authorizer.ts';
import { lambdaCalls } from '../apigateway/lambda-call.ts';
import type { CloudPart, PartContext } from '../aws/cloud-part.ts';
import { httpApiProviders } from '../cloudformation/resources/apigatewayv2-providers.ts';
import { type MetricSink, SILENT_METRICS } from '../cloudwatch/metric-sink.ts';
import type { TokenVerifier } from '../cognito/token-verifier.ts';
import type { HttpRequest, HttpResponse } from '../front-door/http.ts';
import type { RoleCredentials } from '../iam/role-credentials.ts';
import type { FunctionInvoker } from '../lambda/function-invoker.ts';
import type { LogSink } from '../logs/log-sink.ts';
import { type CompiledHttpStage, compileStage, type HttpStageNeeds } from './compiled-stage.ts';
import { executeHttpApi } from './execute-http-api.ts';
import { apiSnapshot, httpApiStore } from './http-api-store.ts';

/** What HTTP APIs ask of the other parts of the cloud. */
export interface HttpApisNeeds {
  readonly invoker: FunctionInvoker;
  readonly tokens: TokenVerifier;
  readonly logs: LogSink;
  /** Where stages report; nowhere by default. */
  readonly metrics?: MetricSink;
  /** Without it integrations and authorizers that name a role are refused at the start. */
  readonly roles?: RoleCredentials;
  /** Proves who signed a request. Without it AWS_IAM routes are refused at the start. */
  readonly authenticate?: Authenticate;
}

export interface HttpApis extends CloudPart {
  /** Whether there is an HTTP API with that id. */
  has(apiId: string): boolean;
  /**
   * Answers a request to an HTTP API. `request.rawPath` begins with the stage, unless the stage is `$default`.
   * Never rejects because of what a client sent.
   */
  handle(apiId: string, request: HttpRequest): Promise<HttpResponse>;
}

/** API Gateway's HTTP APIs. */
export function createHttpApis(context: PartContext, needs: HttpApisNeeds): HttpApis {
  const { account, sources, journal, origin } = context;
  const store = httpApiStore(context.store);
  const stageNeeds: HttpStageNeeds = {
    account,
    sources,
    origin: new URL(origin),
    tokens: needs.tokens,
    lambda: lambdaCalls(needs.invoker, needs.roles),
    logs: needs.logs,
    metrics: needs.metrics ?? SILENT_METRICS,
    authenticate: needs.authenticate,
  };

  const compiled = new Map<string, Promise<CompiledHttpStage | undefined>>();
  const flushing = new Set<Promise<void>>();
  store.onChange(() => {
    for (const stage of compiled.values()) {
      const flushed = flush(stage).finally(() => flushing.delete(flushed));
      flushing.add(flushed);
    }
    compiled.clear();
  });

  const make = async (apiId: string, name: string): Promise<CompiledHttpStage | undefined> => {
    const stage = store.stages.get(`${apiId}/${name}`);
    if (stage === undefined) return undefined;
    const snapshot = stage.autoDeploy
      ? await apiSnapshot(store, apiId)
      : store.deployments.get(`${apiId}/${stage.deploymentId ?? ''}`);
    return snapshot && compileStage(snapshot, stage, stageNeeds);
  };

  /** Names come from clients, so only those that there are stages for are remembered. */
  const stageOf = (apiId: string, name: string): Promise<CompiledHttpStage | undefined> => {
    const id = `${apiId}/${name}`;
    const known = compiled.get(id);
    if (known !== undefined) return known;
    if (store.stages.get(id) === undefined) return Promise.resolve(undefined);
    const made = make(apiId, name);
    compiled.set(id, made);
    made.catch(() => compiled.delete(id));
    return made;
  };

  return {
    services: [],
    providers: httpApiProviders({
      store,
      account,
      origin,
      abilities: { roles: needs.roles !== undefined, signatures: needs.authenticate !== undefined },
    }),
    localAddress: (url) => {
      const apiId = apiIdOf(url);
      return apiId === undefined || store.apis.get(apiId) === undefined
        ? undefined
        : localApiUrl(origin, apiId, url);
    },
    has: (apiId) => store.apis.get(apiId) !== undefined,
    handle: executeHttpApi(stageOf, journal),
    close: async () => {
      for (const stage of compiled.values()) await flush(stage);
      await Promise.all(flushing);
    },
  };
}

async function flush(stage: Promise<CompiledHttpStage | undefined>): Promise<void> {
  const made = await stage.catch(() => undefined);
  await made?.flush();
}
