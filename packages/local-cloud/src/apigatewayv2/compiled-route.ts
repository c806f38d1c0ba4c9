import { bodyReader } from '../apigateway/body-reader.ts';
import { methodThrottle } from '../apigateway/throttle.ts';
import type { HttpStageNeeds } from './compiled-stage.ts';
import type { ApiSnapshot, HttpApiIntegration, HttpApiStage, HttpRoute } from './http-api-model.ts';
import type { HttpStageFacts, RouteCheck, RouteIntegration } from './http-exchange.ts';
import { httpProxy } from './http-proxy.ts';
import { broken, notFound } from './http-refusal.ts';
import { iamAuthorizer } from './iam-authorizer.ts';
import { jwtAuthorizer, tokenCheck } from './jwt-authorizer.ts';
import { lambdaProxy } from './lambda-proxy.ts';
import { responseMapping } from './parameter-mapping.ts';
import { requestAuthorizer } from './request-authorizer.ts';

/** A route of a stage, ready to answer. */
export interface CompiledRoute {
  /** `GET /items/{id}` or `$default`. */
  readonly routeKey: string;
  readonly authorize: RouteCheck;
  /** After the authorizer, in order. */
  readonly checks: readonly RouteCheck[];
  readonly integration: RouteIntegration;
}

/** Gives the function that compiles the routes of one stage; what they share is made once. */
export function compileRoute(
  snapshot: ApiSnapshot,
  stage: HttpApiStage,
  facts: HttpStageFacts,
  needs: HttpStageNeeds,
): (route: HttpRoute) => CompiledRoute {
  const now = (): number => needs.sources.now();
  const lambdaAuthorizers = new Map<string, RouteCheck>();
  const tokenChecks = new Map<string, ReturnType<typeof tokenCheck>>();

  function authorizer({ authorization }: HttpRoute): RouteCheck {
    if (authorization.type === 'NONE') return () => undefined;
    if (authorization.type === 'AWS_IAM') {
      if (needs.authenticate === undefined) throw new Error('Signatures are not verified for APIs.');
      return iamAuthorizer(needs.authenticate);
    }
    const settings = snapshot.authorizers.find(({ id }) => id === authorization.authorizerId);
    if (settings?.type === 'JWT' && authorization.type === 'JWT') {
      const check = tokenChecks.get(settings.id) ?? tokenCheck(settings.issuer, needs.tokens, now);
      tokenChecks.set(settings.id, check);
      return jwtAuthorizer(settings, check, authorization.scopes);
    }
    if (settings?.type === 'REQUEST' && authorization.type === 'CUSTOM') {
      const known = lambdaAuthorizers.get(settings.id) ?? requestAuthorizer(settings, facts, needs.lambda);
      lambdaAuthorizers.set(settings.id, known);
      return known;
    }
    throw new Error(`The route has no authorizer of its type, ${authorization.type}.`);
  }

  return (route) => {
    const { routeKey } = route;
    const throttle = { ...stage.defaultThrottle, ...stage.routeThrottles[routeKey] };
    try {
      return {
        routeKey,
        authorize: authorizer(route),
        checks: [...methodThrottle(throttle, routeKey, now), bodyReader],
        integration: integrationOf(route, snapshot, facts, needs),
      };
    } catch (error) {
      // One route that cannot be made must not take the others with it, and must not be open either.
      const reason = error instanceof Error ? error.message : String(error);
      const refuse = broken(`route ${routeKey}`, reason);
      return { routeKey, authorize: () => refuse, checks: [], integration: async () => refuse };
    }
  };
}

function integrationOf(
  { integrationId, routeKey }: HttpRoute,
  { integrations }: ApiSnapshot,
  facts: HttpStageFacts,
  needs: HttpStageNeeds,
): RouteIntegration {
  if (integrationId === undefined) {
    const refuse = notFound(
      `route ${routeKey}`,
      'The route has no integration.',
      'Give it a Target: integrations/<id>.',
    );
    return async () => refuse;
  }
  const settings = integrations.find(({ id }) => id === integrationId);
  if (settings === undefined) throw new Error('The integration of the route does not exist.');
  const ask = backendOf(settings, facts, needs);
  const map = responseMapping(settings.responseParameters);
  return async (exchange) => {
    const startedAt = needs.sources.now();
    const answer = await ask(exchange);
    const status = 'status' in answer && !('rule' in answer) ? answer.status : undefined;
    exchange.integration = { latency: needs.sources.now() - startedAt, status };
    return 'rule' in answer ? answer : map(answer, exchange);
  };
}

function backendOf(
  settings: HttpApiIntegration,
  facts: HttpStageFacts,
  needs: HttpStageNeeds,
): RouteIntegration {
  return settings.type === 'AWS_PROXY'
    ? lambdaProxy(settings, facts, needs.lambda)
    : httpProxy(settings, facts);
}
