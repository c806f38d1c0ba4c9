import type { User } from './user.ts';

export interface Group {
  readonly poolId: string;
  readonly name: string;
  readonly description?: string;
  readonly roleArn?: string;
  readonly precedence?: number;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly creationToken?: string;
}

/** What tokens say of a user's groups. */
export interface GroupClaims {
  readonly groups: readonly string[];
  readonly roles: readonly string[];
  readonly preferredRole?: string;
}

/**
 * The lowest precedence comes first; groups without one come last. The preferred role is the first
 * group's, unless another group of the same precedence has a different role.
 */
export function groupClaims(user: User, find: (name: string) => Group | undefined): GroupClaims {
  const rank = (group: Group): number => group.precedence ?? Number.MAX_SAFE_INTEGER;
  const groups = user.groups.map(find).filter((group) => group !== undefined);
  groups.sort((a, b) => rank(a) - rank(b));
  const withRoles = groups.filter((group) => group.roleArn !== undefined);
  const first = withRoles[0];
  const rivals = withRoles.filter((group) => first && rank(group) === rank(first));
  const preferred = rivals.every((group) => group.roleArn === first?.roleArn) ? first?.roleArn : undefined;
  return {
    groups: groups.map((group) => group.name),
    roles: withRoles.map((group) => group.roleArn).filter((role) => role !== undefined),
    ...(preferred === undefined ? {} : { preferredRole: preferred }),
  };
}

export function groupId(poolId: string, name: string): string {
  return `${poolId}/${name}`;
}
