import type { AuthorizationRequest } from '../aws/aws-service.ts';
import type { AccessDecision } from '../journal/journal.ts';
import type { CallerIdentity } from './iam-caller.ts';
import type { CompiledPolicy, CompiledStatement } from './policy/compiled-policy.ts';
import type { DecidingKind, Decision, PolicySet } from './policy/evaluate.ts';

/** Which policies were looked at, which statement decided, and what would have to change. */
export interface DecisionExplanation {
  readonly rule: string;
  readonly hint?: string;
  readonly access: AccessDecision;
}

export function explainDecision(
  identity: CallerIdentity,
  request: AuthorizationRequest,
  decision: Decision,
): DecisionExplanation {
  const { action, resource } = request;
  const looked = policiesOf(decision.kind, identity.policies(), request);
  const policies = looked.map(({ name }) => name);
  const access: AccessDecision = { caller: identity.arn, action, resource, kind: decision.kind, policies };
  const subject = `${decision.kind} of ${identity.subject}`;
  if (decision.outcome === 'implicit deny') {
    const missing = { Effect: 'Allow', Action: action, Resource: resource };
    return {
      rule: `${subject}: ${policies.join(', ') || 'none'}`,
      hint: `${nearMiss(looked, request)}This statement would allow it: ${JSON.stringify(missing)}`,
      access: { ...access, missing },
    };
  }
  const statement = { policy: decision.by.policy.name, name: statementName(decision.by.statement) };
  const named = `${statement.policy}, statement ${statement.name}`;
  const explained = { rule: `${subject}: ${named}`, access: { ...access, statement } };
  return decision.outcome === 'allowed'
    ? explained
    : {
        ...explained,
        hint: `The statement ${statement.name} of ${statement.policy} denies it; a deny cannot be overruled.`,
      };
}

/** A statement's Sid, or `#1` for the first one of its policy. */
export function statementName({ source, index }: CompiledStatement): string {
  return source.sid === undefined || source.sid === '' ? `#${index + 1}` : source.sid;
}

function policiesOf(
  kind: DecidingKind,
  policies: PolicySet,
  { resourcePolicy }: AuthorizationRequest,
): readonly CompiledPolicy[] {
  switch (kind) {
    case 'permissions boundary':
      return policies.boundary ?? [];
    case 'session policy':
      return policies.session ?? [];
    case 'resource-based policy':
      return resourcePolicy === undefined ? [] : [resourcePolicy];
    case 'identity-based policy':
      return policies.identity;
  }
}

/** The statement that allows the action, but not on this resource or not under these circumstances. */
function nearMiss(policies: readonly CompiledPolicy[], { action, resource }: AuthorizationRequest): string {
  for (const policy of policies) {
    for (const statement of policy.allows) {
      if (!statement.matchesAction(action.toLowerCase())) continue;
      const subject = `${policy.name}, statement ${statementName(statement)}, allows the action`;
      if (statement.matchesResource(resource, () => undefined)) {
        return `${subject}, but its condition is not met. `;
      }
      const { resources } = statement.source;
      if (resources?.not === false) return `${subject} on ${resources.patterns.join(', ')} only. `;
    }
  }
  return '';
}
