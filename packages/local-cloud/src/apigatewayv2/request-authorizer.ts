import { ExpiringCache } from '../apigateway/expiring-cache.ts';
import { invokeConditions } from '../apigateway/invoke-conditions.ts';
import type { LambdaCalls } from '../apigateway/lambda-call.ts';
import { traceHeader } from '../apigateway/trace-header.ts';
import { evaluate } from '../iam/policy/evaluate.ts';
import { type AuthorizerVerdict, authorizerVerdict } from './authorizer-verdict.ts';
import { requestV1 } from './event-v1.ts';
import { requestV2 } from './event-v2.ts';
import { functionArnOf } from './function-arn.ts';
import type { RequestAuthorizer } from './http-api-model.ts';
import type { HttpExchange, HttpStageFacts, RouteCheck } from './http-exchange.ts';
import { broken, forbidden, type HttpRefusal } from './http-refusal.ts';
import { selection } from './selection-expression.ts';

/** How long an authorizer's function may take, in milliseconds. */
const TIMEOUT = 10_000;
const REMEMBERED_ANSWERS = 10_000;

/**
 * The check of routes behind a Lambda authorizer. What the function answered is remembered for its identity
 * sources for as long as the authorizer says; a policy in it is judged anew for every request.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html
 */
export function requestAuthorizer(
  settings: RequestAuthorizer,
  facts: HttpStageFacts,
  lambda: LambdaCalls,
): RouteCheck {
  const rule = `REQUEST authorizer ${settings.name}`;
  const answers = new ExpiringCache<AuthorizerVerdict>(REMEMBERED_ANSWERS, () => facts.sources.now());
  const functionArn = functionArnOf(settings.uri, facts.variables);
  const sources = settings.identitySources.map((source) => ({ source, select: selection(source) }));

  return async (exchange) => {
    const identity = sources.map(({ select }) => select?.(exchange) ?? '');
    const missing = identity.findIndex((value) => value.trim() === '');
    if (missing >= 0) return missingIdentity(rule, sources[missing]?.source ?? '');
    const key = JSON.stringify(identity);
    const remembered = settings.resultTtl > 0 ? answers.get(key) : undefined;
    if (remembered !== undefined) return judge(remembered, exchange);

    const called = await lambda.call({
      functionArn,
      payload: authorizerEvent(settings, identity, exchange),
      credentials: settings.credentials,
      timeoutMs: TIMEOUT,
      sourceArn: `${exchange.apiArn}/authorizers/${settings.id}`,
      traceId: traceHeader(exchange.trace),
    });
    if ('rule' in called) {
      return broken(
        `${rule}: ${called.rule}`,
        called.detail ?? 'The authorizer could not be asked.',
        called.hint,
      );
    }
    if (called.functionError) return functionFailed(rule, called.payload, called.summary);
    const verdict = authorizerVerdict(called.payload, settings.simpleResponses, rule);
    if ('wrong' in verdict) return broken(rule, verdict.wrong, verdict.hint);
    if (settings.resultTtl > 0) answers.set(key, verdict, facts.sources.now() + settings.resultTtl * 1000);
    return judge(verdict, exchange);
  };

  function judge(verdict: AuthorizerVerdict, exchange: HttpExchange): HttpRefusal | undefined {
    const denial =
      'policy' in verdict ? deniedByPolicy(rule, verdict, exchange) : deniedPlainly(rule, verdict);
    if (denial !== undefined) return denial;
    exchange.allowedBy = rule;
    exchange.authorizer = {
      type: 'lambda',
      context: verdict.context,
      principalId: 'policy' in verdict ? verdict.principalId : undefined,
    };
    return undefined;
  }
}

function authorizerEvent(
  { payloadFormat }: RequestAuthorizer,
  identity: readonly string[],
  exchange: HttpExchange,
): string {
  const arn = exchange.arnOf(exchange.path);
  if (payloadFormat === '2.0') {
    const identitySource = identity.length === 0 ? null : identity;
    const head = { version: '2.0', type: 'REQUEST', routeArn: arn, identitySource };
    return JSON.stringify({ ...head, ...requestV2(exchange) });
  }
  const identitySource = identity.length === 0 ? null : identity.join(',');
  const head = { version: '1.0', type: 'REQUEST', methodArn: arn, identitySource };
  return JSON.stringify({ ...head, authorizationToken: identitySource, ...requestV1(exchange) });
}

function deniedPlainly(rule: string, verdict: AuthorizerVerdict): HttpRefusal | undefined {
  if ('isAuthorized' in verdict && verdict.isAuthorized) return undefined;
  return forbidden(rule, 'The authorizer answered isAuthorized: false.');
}

function deniedByPolicy(
  rule: string,
  { policy }: Extract<AuthorizerVerdict, { policy: unknown }>,
  exchange: HttpExchange,
): HttpRefusal | undefined {
  const resource = exchange.arnOf(exchange.path);
  const { outcome } = evaluate(
    { identity: [policy] },
    {
      action: 'execute-api:Invoke',
      resource,
      principal: { type: 'anonymous' },
      context: invokeConditions(exchange),
    },
  );
  if (outcome === 'allowed') return undefined;
  return forbidden(
    rule,
    `${outcome === 'explicit deny' ? 'The policy denies' : 'No statement of the policy allows'} execute-api:Invoke on ${resource}.`,
    'A remembered policy is judged for every route: allow all that the caller may call, not only event.routeArn, or add $context.routeKey to the identity sources.',
  );
}

function missingIdentity(rule: string, source: string): HttpRefusal {
  return {
    type: 'UNAUTHORIZED',
    message: 'Unauthorized',
    rule,
    detail: `The request does not have the identity source ${source}; the authorizer was not asked.`,
    hint: 'Send it, or take it out of the identity sources.',
  };
}

function functionFailed(rule: string, payload: string, summary: string): HttpRefusal {
  if (errorMessage(payload) === 'Unauthorized') {
    return {
      type: 'UNAUTHORIZED',
      message: 'Unauthorized',
      rule,
      detail: 'The authorizer failed with exactly "Unauthorized".',
    };
  }
  return broken(rule, `The authorizer failed: ${summary}`, 'To refuse a caller, answer isAuthorized: false.');
}

function errorMessage(payload: string): unknown {
  try {
    return JSON.parse(payload)?.errorMessage;
  } catch {
    return undefined;
  }
}
