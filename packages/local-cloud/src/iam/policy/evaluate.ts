import type { CompiledPolicy, CompiledStatement } from './compiled-policy.ts';
import type { ContextLookup } from './condition.ts';
import type { PolicyPrincipal, PrincipalMatch } from './principal.ts';

/** One action on one resource, by somebody, under some circumstances. */
export interface PolicyRequest {
  /** Such as `dynamodb:PutItem`. */
  readonly action: string;
  /** A full ARN, or `*`. */
  readonly resource: string;
  /** Needed where policies of resources or roles are asked. */
  readonly principal?: PolicyPrincipal;
  readonly context: ContextLookup;
}

/** The policies that apply. An absent kind does not restrict; an empty list allows nothing. */
export interface PolicySet {
  readonly identity: readonly CompiledPolicy[];
  readonly resource?: readonly CompiledPolicy[];
  readonly boundary?: readonly CompiledPolicy[];
  readonly session?: readonly CompiledPolicy[];
}

/** Which kind of policy decided, in the words of AWS's messages. */
export type DecidingKind =
  | 'identity-based policy'
  | 'resource-based policy'
  | 'permissions boundary'
  | 'session policy';

/** The outcome and the statement that it rests on. */
export type Decision =
  | { readonly outcome: 'allowed'; readonly kind: DecidingKind; readonly by: StatementTrace }
  | { readonly outcome: 'explicit deny'; readonly kind: DecidingKind; readonly by: StatementTrace }
  /** No statement of that kind allows it. */
  | { readonly outcome: 'implicit deny'; readonly kind: DecidingKind };

export interface StatementTrace {
  readonly policy: CompiledPolicy;
  readonly statement: CompiledStatement;
}

interface Match extends StatementTrace {
  readonly principal: PrincipalMatch;
}

/**
 * Decides as AWS does for a principal and a resource of one account: any explicit deny wins; else an
 * identity policy or the resource's own policy must allow; boundary and session policies must allow too,
 * unless the resource's policy names the user or the session itself.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function evaluate(policies: PolicySet, asked: PolicyRequest): Decision {
  const request = withFoldedAction(asked);
  const { identity, resource = [], boundary, session } = policies;
  const denied =
    explicitDeny('identity-based policy', identity, request) ??
    explicitDeny('resource-based policy', resource, request) ??
    explicitDeny('permissions boundary', boundary, request) ??
    explicitDeny('session policy', session, request);
  if (denied !== undefined) return denied;

  const byResource = strongestAllow(resource, request);
  if (byResource?.principal === 'direct') {
    return { outcome: 'allowed', kind: 'resource-based policy', by: byResource };
  }
  const byIdentity = firstMatch('allows', identity, request);
  const allowing = byIdentity ?? (byResource?.principal === 'role' ? byResource : undefined);
  if (allowing === undefined) return { outcome: 'implicit deny', kind: 'identity-based policy' };
  if (boundary !== undefined && firstMatch('allows', boundary, request) === undefined) {
    return { outcome: 'implicit deny', kind: 'permissions boundary' };
  }
  if (session !== undefined && firstMatch('allows', session, request) === undefined) {
    return { outcome: 'implicit deny', kind: 'session policy' };
  }
  const kind = byIdentity === undefined ? 'resource-based policy' : 'identity-based policy';
  return { outcome: 'allowed', kind, by: allowing };
}

/**
 * Decides where the resource's own policy must allow in any case, as a role's trust policy must. Naming
 * the account is not enough by itself: then the identity policies must allow as well.
 */
export function evaluateTrust(trust: CompiledPolicy, policies: PolicySet, request: PolicyRequest): Decision {
  const decision = evaluate({ ...policies, resource: [trust] }, request);
  if (decision.outcome !== 'allowed' || decision.kind === 'resource-based policy') return decision;
  return strongestAllow([trust], withFoldedAction(request)) === undefined
    ? { outcome: 'implicit deny', kind: 'resource-based policy' }
    : decision;
}

/** Actions are compared without case. */
function withFoldedAction(request: PolicyRequest): PolicyRequest {
  return { ...request, action: request.action.toLowerCase() };
}

function explicitDeny(
  kind: DecidingKind,
  policies: readonly CompiledPolicy[] | undefined,
  request: PolicyRequest,
): Decision | undefined {
  const by = policies === undefined ? undefined : firstMatch('denies', policies, request);
  return by === undefined ? undefined : { outcome: 'explicit deny', kind, by };
}

function firstMatch(
  effect: 'allows' | 'denies',
  policies: readonly CompiledPolicy[],
  request: PolicyRequest,
): Match | undefined {
  for (const policy of policies) {
    for (const statement of policy[effect]) {
      const principal = matchStatement(statement, request);
      if (principal !== 'none') return { policy, statement, principal };
    }
  }
  return undefined;
}

const STRENGTH: Readonly<Record<PrincipalMatch, number>> = { none: 0, account: 1, role: 2, direct: 3 };

function strongestAllow(policies: readonly CompiledPolicy[], request: PolicyRequest): Match | undefined {
  let strongest: Match | undefined;
  for (const policy of policies) {
    for (const statement of policy.allows) {
      const principal = matchStatement(statement, request);
      if (STRENGTH[principal] > STRENGTH[strongest?.principal ?? 'none']) {
        strongest = { policy, statement, principal };
      }
    }
  }
  return strongest;
}

function matchStatement(statement: CompiledStatement, request: PolicyRequest): PrincipalMatch {
  if (!statement.matchesAction(request.action)) return 'none';
  if (!statement.matchesResource(request.resource, request.context)) return 'none';
  const principal = matchPrincipal(statement, request);
  return principal !== 'none' && statement.meetsConditions(request.context) ? principal : 'none';
}

function matchPrincipal(statement: CompiledStatement, { principal }: PolicyRequest): PrincipalMatch {
  if (statement.matchPrincipal === undefined) return 'direct';
  return principal === undefined ? 'none' : statement.matchPrincipal(principal);
}
