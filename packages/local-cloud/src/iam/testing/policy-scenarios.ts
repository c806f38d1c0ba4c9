import type { ConditionContext } from '../../aws/aws-service.ts';
import { type CompiledPolicy, compilePolicy } from '../policy/compiled-policy.ts';
import { type Decision, evaluate, type PolicySet } from '../policy/evaluate.ts';
import type { PolicyKind } from '../policy/policy-document.ts';
import type { PolicyPrincipal } from '../policy/principal.ts';
import { requestContext } from '../policy/request-context.ts';

export type Statement = Readonly<Record<string, unknown>>;
export type Condition = Readonly<Record<string, Readonly<Record<string, unknown>>>>;
export type Texts = string | readonly string[];

export const TABLE = 'arn:aws:dynamodb:us-east-1:000000000000:table/tasks';
export const BUCKET = 'arn:aws:s3:::reports';
export const ROLE: PolicyPrincipal = {
  type: 'role',
  sessionArn: 'arn:aws:sts::000000000000:assumed-role/handler/fn',
  roleArn: 'arn:aws:iam::000000000000:role/handler',
  accountId: '000000000000',
};

export function allow(actions: Texts, resources: Texts = '*', condition?: Condition): Statement {
  return statement('Allow', { Action: actions, Resource: resources }, condition);
}

export function deny(actions: Texts, resources: Texts = '*', condition?: Condition): Statement {
  return statement('Deny', { Action: actions, Resource: resources }, condition);
}

export function statement(effect: string, elements: Statement, condition?: Condition): Statement {
  return { Effect: effect, ...elements, ...(condition === undefined ? {} : { Condition: condition }) };
}

export function policy(
  statements: readonly Statement[],
  kind: PolicyKind = 'identity',
  name = 'policy',
): CompiledPolicy {
  return compilePolicy({ Version: '2012-10-17', Statement: statements }, kind, name);
}

export function decide(
  policies: PolicySet,
  action: string,
  resource: string,
  context: ConditionContext = {},
  principal: PolicyPrincipal = ROLE,
): Decision {
  return evaluate(policies, { action, resource, principal, context: requestContext(() => context) });
}

export type Outcome = 'allowed' | 'explicit deny' | 'implicit deny';
