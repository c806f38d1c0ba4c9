import type { MemberRole } from '@taskyard/client';

/** The compiler holds it against the contract, whose own list would bring the schemas along. */
const ROLE_ORDER: Readonly<Record<MemberRole, number>> = { EDITOR: 0, VIEWER: 1 };

/** What the owner of a list can make somebody. */
export const MEMBER_ROLES: readonly MemberRole[] = Object.keys(ROLE_ORDER) as MemberRole[];
