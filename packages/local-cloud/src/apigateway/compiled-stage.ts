import type { Account } from '../aws/account.ts';
import type { Sources } from '../aws/sources.ts';
import type { MetricSink } from '../cloudwatch/metric-sink.ts';
import type { TokenVerifier } from '../cognito/token-verifier.ts';
import type { CompiledPolicy } from '../iam/policy/compiled-policy.ts';
import type { LogSink } from '../logs/log-sink.ts';
import { type AccessOutcome, accessLogFormat } from './access-log.ts';
import type { Check } from './check.ts';
import { compileMethod } from './compiled-method.ts';
import type { RoutedMethod, StageFacts } from './exchange.ts';
import { executionLogLines } from './execution-log.ts';
import { type GatewayResponses, gatewayResponses } from './gateway-response.ts';
import type { Authenticate } from './iam-authorizer.ts';
import type { Integration } from './integration.ts';
import type { LambdaCalls } from './lambda-call.ts';
import { mediaTypeMatcher } from './media-types.ts';
import { compileResourcePolicy } from './resource-policy.ts';
import type { Deployment, MethodSetting, Stage } from './rest-api-model.ts';
import { type Route, type RouteTable, routeTable } from './route-table.ts';
import type { ServiceCalls } from './service-integration.ts';
import { stageLog } from './stage-log.ts';
import { type AnsweredRequest, stageMetrics } from './stage-metrics.ts';
import type { UsagePlans } from './usage-plans.ts';

/** A method of a stage, ready to answer. */
export interface CompiledMethod {
  readonly routed: RoutedMethod;
  /** In the order in which API Gateway asks them. */
  readonly checks: readonly Check[];
  readonly integration: Integration;
  readonly loggingLevel: MethodSetting['loggingLevel'];
}

/** A deployment under a stage's settings, ready to answer. */
export interface CompiledStage {
  readonly facts: StageFacts;
  readonly routes: RouteTable<CompiledMethod>;
  readonly respond: GatewayResponses;
  /** Writes the stage's logs; undefined when it keeps none. */
  readonly log: ((outcome: AccessOutcome, level: MethodSetting['loggingLevel']) => void) | undefined;
  /** Counts a request. */
  readonly measure: (answered: AnsweredRequest) => void;
  /** Resolves when every line of the logs is durable. */
  flush(): Promise<void>;
}

/** What compiling needs of the rest of the cloud. */
export interface StageNeeds {
  readonly account: Account;
  readonly sources: Sources;
  readonly origin: URL;
  readonly tokens: TokenVerifier;
  readonly lambda: LambdaCalls;
  readonly plans: UsagePlans;
  readonly logs: LogSink;
  readonly metrics: MetricSink;
  readonly authenticate: Authenticate | undefined;
  readonly services: ServiceCalls | undefined;
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
  const compile = compileMethod(deployment, stage, facts, policyOf(deployment, account), needs);
  const routes = deployment.methods.flatMap((method): Route<CompiledMethod>[] => {
    const path = paths.get(method.resourceId);
    return path === undefined ? [] : [{ path, method: method.httpMethod, target: compile(method, path) }];
  });
  return {
    facts,
    routes: routeTable(routes),
    respond: gatewayResponses(deployment.gatewayResponses),
    measure: stageMetrics(needs.metrics, ['ApiName', deployment.api.name], stage.name, [
      '4XXError',
      '5XXError',
    ]),
    ...logsOf(stage, facts, needs.logs),
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

function policyOf({ api }: Deployment, account: Account): CompiledPolicy | undefined {
  return api.policy === undefined ? undefined : compileResourcePolicy(api.policy, account, api.id);
}

function logsOf(stage: Stage, facts: StageFacts, sink: LogSink): Pick<CompiledStage, 'log' | 'flush'> {
  const { apiId, name, accessLog, methodSettings } = stage;
  const day = new Date(facts.sources.now()).toISOString().slice(0, 10).replaceAll('-', '/');
  const group = /:log-group:([^:]+)/.exec(accessLog?.destinationArn ?? '')?.[1];
  const access =
    accessLog === undefined || group === undefined
      ? undefined
      : { line: accessLogFormat(accessLog.format), log: stageLog(sink, group, `${apiId}_${name}/${day}`) };
  const execution = methodSettings.some(({ loggingLevel }) => loggingLevel !== 'OFF')
    ? stageLog(sink, `API-Gateway-Execution-Logs_${apiId}/${name}`, day)
    : undefined;
  const flush = async (): Promise<void> => {
    await access?.log.flush();
    await execution?.flush();
  };
  if (access === undefined && execution === undefined) return { log: undefined, flush };
  return {
    log: (outcome, level) => {
      access?.log.write(outcome.answeredAt, access.line(outcome));
      for (const line of executionLogLines(level, outcome)) execution?.write(outcome.answeredAt, line);
    },
    flush,
  };
}
