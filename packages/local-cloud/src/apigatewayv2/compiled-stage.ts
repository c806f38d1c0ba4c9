import type { Authenticate } from '../apigateway/iam-authorizer.ts';
import type { LambdaCalls } from '../apigateway/lambda-call.ts';
import { type RouteTable, routeTable } from '../apigateway/route-table.ts';
import { stageLog } from '../apigateway/stage-log.ts';
import { type AnsweredRequest, stageMetrics } from '../apigateway/stage-metrics.ts';
import type { Account } from '../aws/account.ts';
import type { Sources } from '../aws/sources.ts';
import type { MetricSink } from '../cloudwatch/metric-sink.ts';
import type { TokenVerifier } from '../cognito/token-verifier.ts';
import type { LogSink } from '../logs/log-sink.ts';
import { type AccessOutcome, accessLogFormat } from './access-log.ts';
import { type CompiledRoute, compileRoute } from './compiled-route.ts';
import { type Cors, cors } from './cors.ts';
import type { ApiSnapshot, HttpApiStage } from './http-api-model.ts';
import type { HttpStageFacts } from './http-exchange.ts';

/** An API under a stage's settings, ready to answer. */
export interface CompiledHttpStage {
  readonly facts: HttpStageFacts;
  readonly routes: RouteTable<CompiledRoute>;
  /** What answers when no other route does. */
  readonly defaultRoute: CompiledRoute | undefined;
  readonly cors: Cors | undefined;
  /** Writes the access log; undefined when the stage keeps none. */
  readonly log: ((outcome: AccessOutcome) => void) | undefined;
  /** Counts a request. */
  readonly measure: (answered: AnsweredRequest) => void;
  /** Resolves when every line of the log is durable. */
  flush(): Promise<void>;
}

/** What compiling needs of the rest of the cloud. */
export interface HttpStageNeeds {
  readonly account: Account;
  readonly sources: Sources;
  readonly origin: URL;
  readonly tokens: TokenVerifier;
  readonly lambda: LambdaCalls;
  readonly logs: LogSink;
  readonly metrics: MetricSink;
  readonly authenticate: Authenticate | undefined;
}

export function compileStage(
  snapshot: ApiSnapshot,
  stage: HttpApiStage,
  needs: HttpStageNeeds,
): CompiledHttpStage {
  const { account, sources, origin } = needs;
  const facts: HttpStageFacts = {
    account,
    sources,
    apiId: stage.apiId,
    stage: stage.name,
    variables: Object.keys(stage.variables).length === 0 ? undefined : stage.variables,
    scheme: origin.protocol.slice(0, -1),
    port: origin.port === '' ? '80' : origin.port,
  };
  const compile = compileRoute(snapshot, stage, facts, needs);
  const compiled = snapshot.routes.map(compile);
  return {
    facts,
    measure: stageMetrics(needs.metrics, ['ApiId', stage.apiId], stage.name, ['4xx', '5xx']),
    routes: routeTable(
      compiled.flatMap((target) => {
        const [method = '', path] = target.routeKey.split(' ');
        return path === undefined ? [] : [{ method, path, target }];
      }),
    ),
    defaultRoute: compiled.find(({ routeKey }) => routeKey === '$default'),
    cors: snapshot.api.cors === undefined ? undefined : cors(snapshot.api.cors),
    ...logOf(stage, facts, needs.logs),
  };
}

function logOf(
  { accessLog, apiId, name }: HttpApiStage,
  facts: HttpStageFacts,
  sink: LogSink,
): Pick<CompiledHttpStage, 'log' | 'flush'> {
  const group = /:log-group:([^:]+)/.exec(accessLog?.destinationArn ?? '')?.[1];
  if (accessLog === undefined || group === undefined) return { log: undefined, flush: async () => {} };
  const day = new Date(facts.sources.now()).toISOString().slice(0, 10).replaceAll('-', '/');
  const line = accessLogFormat(accessLog.format);
  const log = stageLog(sink, group, `${apiId}_${name}/${day}`);
  return {
    log: (outcome) => log.write(outcome.answeredAt, line(outcome)),
    flush: () => log.flush(),
  };
}
