import type { AuthorizationRequest } from '../aws/aws-service.ts';
import type { Denial } from './access-denied.ts';
import type { CallerIdentity } from './iam-caller.ts';
import type { CompiledPolicy, CompiledStatement } from './policy/compiled-policy.ts';

/** Which policies were looked at, and what would have to change. */
export function explainDenial(
  identity: CallerIdentity,
  request: AuthorizationRequest,
  denial: Denial,
): { readonly rule: string; readonly hint: string } {
  if (denial.outcome === 'explicit deny') {
    const { policy, statement } = denial.by;
    const name = statementName(statement);
    return {
      rule: `${denial.kind} of ${identity.subject}: ${policy.name}, statement ${name}`,
      hint: `The statement ${name} of ${policy.name} denies it; a deny cannot be overruled.`,
    };
  }
  const policies = identity.policies();
  const looked =
    (denial.kind === 'permissions boundary'
      ? policies.boundary
      : denial.kind === 'session policy'
        ? policies.session
        : policies.identity) ?? [];
  const { action, resource } = request;
  const statement = JSON.stringify({ Effect: 'Allow', Action: action, Resource: resource });
  return {
    rule: `${denial.kind} of ${identity.subject}: ${looked.map(({ name }) => name).join(', ') || 'none'}`,
    hint: `${nearMiss(looked, request)}This statement would allow it: ${statement}`,
  };
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

function statementName({ source, index }: CompiledStatement): string {
  return source.sid === undefined || source.sid === '' ? `#${index + 1}` : source.sid;
}
