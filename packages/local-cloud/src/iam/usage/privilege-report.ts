import type { Role } from '../role-directory.ts';
import type { LeastPrivilege } from './least-privilege.ts';

/** What the roles may do and never did. */
export interface PrivilegeReport {
  /** Since when it was watched: milliseconds since the epoch. */
  readonly since: number;
  readonly roles: readonly RolePrivileges[];
}

export interface RolePrivileges extends LeastPrivilege {
  /** The functions that have the role, by name. */
  readonly functions: readonly string[];
}

/** A function, as far as the report needs it. */
export interface RoleHolder {
  readonly name: string;
  /** The role's ARN. */
  readonly role: string;
}

/**
 * The roles of all functions and all others, or those of the functions that `wanted` means: the one of that name,
 * or else all whose names hold it, in any case.
 */
export function privilegesOf(
  roles: readonly Role[],
  holders: readonly RoleHolder[],
  wanted: string | undefined,
  compare: (roleName: string) => LeastPrivilege | undefined,
): RolePrivileges[] {
  const chosen = wanted === undefined ? undefined : meantBy(wanted, holders).map(({ role }) => role);
  return roles
    .filter(({ record }) => chosen === undefined || chosen.includes(record.arn))
    .flatMap(({ record }) => {
      const functions = holders.filter(({ role }) => role === record.arn).map(({ name }) => name);
      const privileges = compare(record.name);
      return privileges === undefined ? [] : [{ ...privileges, functions }];
    });
}

function meantBy(wanted: string, holders: readonly RoleHolder[]): readonly RoleHolder[] {
  const exact = holders.filter(({ name }) => name === wanted);
  if (exact.length > 0) return exact;
  return holders.filter(({ name }) => name.toLowerCase().includes(wanted.toLowerCase()));
}
