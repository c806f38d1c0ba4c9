import type { CompiledPolicy } from '../iam/policy/compiled-policy.ts';
import { evaluate } from '../iam/policy/evaluate.ts';
import { type AuthorizerAnswer, authorizerAnswer } from './authorizer-answer.ts';
import type { Check } from './check.ts';
import { contextVariable } from './context-variables.ts';
import type { Exchange, StageFacts } from './exchange.ts';
import { ExpiringCache } from './expiring-cache.ts';
import { invokeConditions } from './invoke-conditions.ts';
import { wholeMatch } from './java-pattern.ts';
import { functionOf, type LambdaCalls } from './lambda-call.ts';
import { valuesOrNull } from './proxy-event.ts';
import { type Refusal, unauthorized } from './refusal.ts';
import type { AuthorizerSettings } from './rest-api-model.ts';
import { traceHeader } from './trace-header.ts';

/** How long an authorizer's function may take, in milliseconds. */
const TIMEOUT = 29_000;
const REMEMBERED_ANSWERS = 10_000;

/**
 * The check of the methods behind a Lambda authorizer. What the function answered is remembered for its
 * identity for as long as the authorizer says; the policy in it is judged anew for every request.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html
 */
export function lambdaAuthorizer(
  settings: AuthorizerSettings & { readonly type: 'TOKEN' | 'REQUEST' },
  facts: StageFacts,
  lambda: LambdaCalls,
  resourcePolicy: CompiledPolicy | undefined,
): Check {
  const rule = `${settings.type} authorizer ${settings.name}`;
  const answers = new ExpiringCache<AuthorizerAnswer>(REMEMBERED_ANSWERS, () => facts.sources.now());
  const expression =
    settings.type === 'TOKEN' && settings.identityValidationExpression !== undefined
      ? wholeMatch(settings.identityValidationExpression)
      : undefined;
  const functionArn = functionOf(settings.uri, facts.variables);
  const { account, apiId } = facts;
  const sourceArn = `arn:${account.partition}:execute-api:${account.region}:${account.accountId}:${apiId}/authorizers/${settings.id}`;
  const identityMatters = settings.type === 'TOKEN' || settings.resultTtl > 0;

  return async (exchange) => {
    const identity = settings.identitySources.map((source) => contextVariable(source, exchange) ?? '');
    const missing = identity.findIndex((value) => value.trim() === '');
    if (identityMatters && missing >= 0) {
      const source = settings.identitySources[missing];
      return unauthorized(
        rule,
        `The request does not have the identity source ${source}; the authorizer was not asked.`,
        'Send it, or take it out of the identity sources.',
      );
    }
    if (expression !== undefined && !expression.test(identity[0] ?? '')) {
      return unauthorized(
        rule,
        "The token does not match the authorizer's IdentityValidationExpression; it was not asked.",
      );
    }
    const key = JSON.stringify(identity);
    const remembered = settings.resultTtl > 0 ? answers.get(key) : undefined;
    if (remembered !== undefined) return judge(remembered, exchange);

    const called = await lambda.call({
      functionArn,
      payload: authorizerEvent(settings.type, identity[0] ?? '', exchange),
      credentials: settings.credentials,
      timeoutMs: TIMEOUT,
      sourceArn,
      traceId: traceHeader(exchange.trace),
    });
    if ('rule' in called) return notAsked(rule, called);
    if (called.functionError) return functionFailed(rule, called.payload, called.summary);
    const read = authorizerAnswer(called.payload, rule);
    if ('wrong' in read) return wronglyAnswered(rule, read.wrong);
    if (settings.resultTtl > 0) answers.set(key, read, facts.sources.now() + settings.resultTtl * 1000);
    return judge(read, exchange);
  };

  function judge(answer: AuthorizerAnswer, exchange: Exchange): Refusal | undefined {
    const resource = exchange.arnOf(exchange.path);
    const decision = evaluate(
      { identity: [answer.policy], ...(resourcePolicy === undefined ? {} : { resource: [resourcePolicy] }) },
      {
        action: 'execute-api:Invoke',
        resource,
        principal: { type: 'anonymous' },
        context: invokeConditions(exchange),
      },
    );
    if (decision.outcome !== 'allowed') {
      return accessDenied(rule, resource, decision.outcome === 'explicit deny');
    }
    const integrationLatency = facts.sources.now() - exchange.http.receivedAt;
    exchange.allowedBy = rule;
    exchange.authorizer = { ...answer.context, principalId: answer.principalId, integrationLatency };
    exchange.usageIdentifierKey = answer.usageIdentifierKey;
    return undefined;
  }
}

function authorizerEvent(type: 'TOKEN' | 'REQUEST', token: string, exchange: Exchange): string {
  const methodArn = exchange.arnOf(exchange.path);
  if (type === 'TOKEN') return JSON.stringify({ type, authorizationToken: token, methodArn });
  return JSON.stringify({
    type,
    methodArn,
    resource: exchange.routed?.resourcePath,
    path: exchange.path,
    httpMethod: exchange.http.method,
    headers: exchange.headers.single,
    multiValueHeaders: exchange.headers.multi,
    queryStringParameters: valuesOrNull(exchange.query, 'single') ?? {},
    multiValueQueryStringParameters: valuesOrNull(exchange.query, 'multi') ?? {},
    pathParameters: exchange.pathParameters ?? {},
    stageVariables: exchange.facts.variables ?? {},
    requestContext: exchange.context,
  });
}

/** The policy was judged and does not let this method be called. */
export function accessDenied(rule: string, methodArn: string, explicit: boolean): Refusal {
  const message = explicit
    ? 'User is not authorized to access this resource with an explicit deny in an identity-based policy'
    : 'User is not authorized to access this resource';
  return {
    type: 'ACCESS_DENIED',
    message,
    builtInBody: JSON.stringify({ Message: message }),
    rule,
    detail: `${explicit ? 'The policy denies' : 'No statement of the policy allows'} execute-api:Invoke on ${methodArn}.`,
    hint: explicit
      ? 'A remembered policy is judged for every method: a Deny on * locks the token out of all of them.'
      : 'A remembered policy is judged for every method: allow all that the token may call, not only event.methodArn.',
  };
}

function functionFailed(rule: string, payload: string, summary: string): Refusal {
  if (errorMessage(payload) === 'Unauthorized') {
    return unauthorized(rule, 'The authorizer failed with exactly "Unauthorized".');
  }
  return {
    type: 'AUTHORIZER_FAILURE',
    message: null,
    rule,
    detail: `The authorizer failed: ${summary}`,
    hint: 'Only the error message "Unauthorized" becomes a 401; to refuse otherwise return a policy with Deny.',
    failed: true,
  };
}

function wronglyAnswered(rule: string, wrong: string): Refusal {
  return {
    type: 'AUTHORIZER_CONFIGURATION_ERROR',
    message: null,
    rule,
    detail: wrong,
    hint: 'Return { principalId, policyDocument: { Version, Statement }, context } with texts, numbers and booleans in context.',
    failed: true,
  };
}

function notAsked(rule: string, refusal: Refusal): Refusal {
  const { status: _status, ...rest } = refusal;
  return { ...rest, type: 'AUTHORIZER_CONFIGURATION_ERROR', message: null, rule: `${rule}: ${refusal.rule}` };
}

function errorMessage(payload: string): unknown {
  try {
    return JSON.parse(payload)?.errorMessage;
  } catch {
    return undefined;
  }
}
