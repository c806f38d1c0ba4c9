import type { Account } from '../aws/account.ts';
import type { Json, JsonObject } from '../cloudformation/resource-provider.ts';
import { type CompiledPolicy, compilePolicy } from '../iam/policy/compiled-policy.ts';
import { evaluate } from '../iam/policy/evaluate.ts';
import type { Check } from './check.ts';
import type { Exchange } from './exchange.ts';
import { invokeConditions } from './invoke-conditions.ts';
import type { Refusal } from './refusal.ts';

/**
 * Compiles an API's resource policy. `execute-api:/stage/GET/path` stands for the API's own ARN.
 * Throws AwsError `MalformedPolicyDocument`.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies.html
 */
export function compileResourcePolicy(policy: JsonObject, account: Account, apiId: string): CompiledPolicy {
  const api = `arn:${account.partition}:execute-api:${account.region}:${account.accountId}:${apiId}`;
  return compilePolicy(withOwnArn(policy, api), 'resource', `resource policy of API ${apiId}`);
}

function withOwnArn(value: Json, api: string): Json {
  if (typeof value === 'string') return value.replace(/^execute-api:\//, `${api}/`);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((entry) => withOwnArn(entry, api));
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, withOwnArn(entry, api)]));
}

/** Before any authorizer: an explicit deny ends it. */
export function explicitDenyCheck(policy: CompiledPolicy): Check {
  return (exchange) =>
    decide(policy, exchange) === 'explicit deny' ? denied(exchange, policy, true) : undefined;
}

/** After a Cognito authorizer, or where there is none: the policy must allow by itself. */
export function explicitAllowCheck(policy: CompiledPolicy): Check {
  return (exchange) => {
    const outcome = decide(policy, exchange);
    return outcome === 'allowed' ? undefined : denied(exchange, policy, outcome === 'explicit deny');
  };
}

function decide(policy: CompiledPolicy, exchange: Exchange): 'allowed' | 'explicit deny' | 'implicit deny' {
  const { outcome } = evaluate(
    { identity: [], resource: [policy] },
    {
      action: 'execute-api:Invoke',
      resource: exchange.arnOf(exchange.path),
      principal: { type: 'anonymous' },
      context: invokeConditions(exchange),
    },
  );
  return outcome;
}

function denied(exchange: Exchange, policy: CompiledPolicy, explicit: boolean): Refusal {
  const arn = exchange.arnOf(exchange.path);
  const message = `User: anonymous is not authorized to perform: execute-api:Invoke on resource: ${maskedArn(arn)} ${
    explicit
      ? 'with an explicit deny in a resource-based policy'
      : 'because no resource-based policy allows the execute-api:Invoke action'
  }`;
  return {
    type: 'ACCESS_DENIED',
    message,
    builtInBody: JSON.stringify({ Message: message }),
    rule: policy.name,
    detail: message,
    hint: `The client's address is ${exchange.sourceIp}; a policy with aws:SourceIp must name it here.`,
  };
}

/** API Gateway shows only the last four digits of the account. */
export function maskedArn(arn: string): string {
  return arn.replace(/:\d{8}(\d{4}):/, ':********$1:');
}
