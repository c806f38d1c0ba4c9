import { AwsError } from '../../aws/aws-error.ts';
import type { ConditionContext } from '../../aws/aws-service.ts';
import { evaluate } from '../policy/evaluate.ts';
import { requestContext } from '../policy/request-context.ts';
import { listParameter, type XmlMembers } from '../query-protocol.ts';
import type { Role } from '../role-directory.ts';
import { type IamOperation, required } from './operation.ts';

const UNSUPPORTED = ['PolicyInputList', 'PermissionsBoundaryPolicyInputList', 'ResourcePolicy', 'CallerArn'];
const DECISIONS = {
  allowed: 'allowed',
  'explicit deny': 'explicitDeny',
  'implicit deny': 'implicitDeny',
} as const;

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html */
export const simulatePrincipalPolicy: IamOperation = ({ directory, caller, parameters }) => {
  for (const key of parameters.keys()) {
    if (UNSUPPORTED.some((name) => key === name || key.startsWith(`${name}.`))) {
      throw new AwsError('InvalidInput', `The parameter ${key} is not supported by the local cloud.`);
    }
  }
  const arn = required(parameters, 'PolicySourceArn');
  caller.authorize({ action: 'iam:SimulatePrincipalPolicy', resource: arn });
  const role = directory.roleOf(arn);
  if (role === undefined) throw new AwsError('NoSuchEntity', `Entity ${arn} does not exist.`, 404);
  const actions = listParameter(parameters, 'ActionNames');
  const given = listParameter(parameters, 'ResourceArns');
  const resources = given.length === 0 ? ['*'] : given;
  const context = readContext(parameters);
  return {
    IsTruncated: false,
    EvaluationResults: actions.flatMap((action) =>
      resources.map((resource) => result(role, action, resource, context)),
    ),
  };
};

function result(role: Role, action: string, resource: string, context: ConditionContext): XmlMembers {
  const policies = role.boundary === undefined ? {} : { boundary: role.boundary };
  const decision = evaluate(
    { identity: role.identity, ...policies },
    { action, resource, context: requestContext(() => context) },
  );
  return {
    EvalActionName: action,
    EvalResourceName: resource,
    EvalDecision: DECISIONS[decision.outcome],
    MatchedStatements:
      decision.outcome === 'implicit deny' ? [] : [{ SourcePolicyId: decision.by.policy.name }],
    MissingContextValues: [],
  };
}

function readContext(parameters: URLSearchParams): ConditionContext {
  const entries: [string, string[]][] = [];
  for (let index = 1; ; index += 1) {
    const name = parameters.get(`ContextEntries.member.${index}.ContextKeyName`);
    if (name === null) return Object.fromEntries(entries);
    entries.push([name, listParameter(parameters, `ContextEntries.member.${index}.ContextKeyValues`)]);
  }
}
