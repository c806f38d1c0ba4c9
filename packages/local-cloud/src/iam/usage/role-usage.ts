/** What a role's sessions were allowed to do, and did, since the start. */
export interface UsedAction {
  readonly action: string;
  /** The resources it was done to; the first few when there are many. */
  readonly resources: ReadonlySet<string>;
  /** Whether there were more resources than are kept. */
  readonly more: boolean;
}

/** Remembers which permissions are used, by the roles' unique ids, in bounded memory. */
export interface RoleUsage {
  record(roleId: string, action: string, resource: string): void;
  usedBy(roleId: string): readonly UsedAction[];
}

const ROLES = 1000;
const ACTIONS = 300;
const RESOURCES = 20;

export function roleUsage(): RoleUsage {
  const roles = new Map<string, Map<string, { readonly resources: Set<string>; more: boolean }>>();
  return {
    record(roleId, action, resource) {
      let actions = roles.get(roleId);
      if (actions === undefined) {
        actions = new Map();
        roles.set(roleId, actions);
        const [oldest] = roles.keys();
        if (roles.size > ROLES && oldest !== undefined) roles.delete(oldest);
      }
      const used = actions.get(action);
      if (used === undefined) {
        if (actions.size < ACTIONS) actions.set(action, { resources: new Set([resource]), more: false });
      } else if (used.resources.size < RESOURCES) used.resources.add(resource);
      else if (!used.more && !used.resources.has(resource)) used.more = true;
    },
    usedBy: (roleId) =>
      [...(roles.get(roleId) ?? [])].map(([action, { resources, more }]) => ({ action, resources, more })),
  };
}
