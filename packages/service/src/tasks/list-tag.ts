import type { TaskList } from '@taskyard/contract';
import { entityTag } from '../api/entity-tag.ts';

/** The entity tag of a list. What members see differs from the owner's by their role, so their tags differ too. */
export function listTag({ version, role }: TaskList): string {
  return role === 'OWNER' ? entityTag(version) : `"${version}-${role.toLowerCase()}"`;
}
