import { malformedPolicy } from './malformed-policy.ts';
import type { PrincipalList } from './statement-document.ts';

/** Who asks, as a resource's or a role's own policy sees it. */
export type PolicyPrincipal =
  | { readonly type: 'user'; readonly arn: string; readonly accountId: string }
  | {
      readonly type: 'role';
      /** `arn:aws:sts::<account>:assumed-role/<role>/<session>` */
      readonly sessionArn: string;
      /** `arn:aws:iam::<account>:role/<path and name>` */
      readonly roleArn: string;
      readonly accountId: string;
    }
  | { readonly type: 'service'; readonly service: string }
  | { readonly type: 'anonymous' };

/**
 * How a statement names who asks. A statement that names only the account hands the decision to the
 * account's own identity policies; one that names the role leaves boundaries and session policies in force.
 */
export type PrincipalMatch = 'none' | 'account' | 'role' | 'direct';

export type PrincipalMatcher = (principal: PolicyPrincipal) => PrincipalMatch;

/** Throws AwsError `MalformedPolicyDocument` for a principal that cannot be. */
export function compilePrincipals(list: PrincipalList): PrincipalMatcher {
  for (const [kind, value] of list.entries) checkPrincipal(kind, value);
  const names = new Set(list.entries.map(([kind, value]) => `${kind}:${normalized(value)}`));
  if (list.not) return (principal) => (isNamedWholly(names, principal) ? 'none' : 'direct');
  return (principal) => matchOf(names, principal);
}

function matchOf(names: ReadonlySet<string>, principal: PolicyPrincipal): PrincipalMatch {
  if (principal.type === 'service') return names.has(`Service:${principal.service}`) ? 'direct' : 'none';
  if (names.has('AWS:*')) return 'direct';
  if (principal.type === 'anonymous') return 'none';
  if (principal.type === 'user' && names.has(`AWS:${principal.arn}`)) return 'direct';
  if (principal.type === 'role') {
    if (names.has(`AWS:${principal.sessionArn}`)) return 'direct';
    if (names.has(`AWS:${principal.roleArn}`)) return 'role';
  }
  return names.has(`AWS:${principal.accountId}`) ? 'account' : 'none';
}

/** `NotPrincipal` spares only those whose every name it lists: the session, its role and the account. */
function isNamedWholly(names: ReadonlySet<string>, principal: PolicyPrincipal): boolean {
  if (principal.type === 'service') return names.has(`Service:${principal.service}`);
  if (names.has('AWS:*')) return true;
  if (principal.type === 'anonymous') return false;
  const own = principal.type === 'user' ? [principal.arn] : [principal.sessionArn, principal.roleArn];
  return [...own, principal.accountId].every((name) => names.has(`AWS:${name}`));
}

/** An account is named by its number or by the ARN of its root; both become the number. */
function normalized(value: string): string {
  return /^arn:[^:]+:iam::(\d{12}):root$/.exec(value)?.[1] ?? value;
}

function checkPrincipal(kind: string, value: string): void {
  const fine =
    kind === 'AWS'
      ? /^(\*|\d{12}|arn:[^:]+:(iam|sts)::\d{12}:.+)$/.test(value) && !/^arn:.*[*?]/.test(value)
      : kind === 'Service'
        ? /^[a-z0-9.-]+\.[a-z.-]+$/.test(value)
        : value !== '';
  if (!fine) {
    throw malformedPolicy(
      `Invalid principal in policy: "${kind === 'AWS' ? kind : kind.toUpperCase()}":"${value}"`,
    );
  }
}
