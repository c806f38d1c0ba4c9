import type { RoleDirectory } from '../../iam/role-directory.ts';
import type { Json } from '../resource-provider.ts';

export interface InlinePolicies {
  /** Puts the policy into each role. Throws AwsError NoSuchEntity, MalformedPolicyDocument. */
  put(roles: readonly string[], name: string, document: Json): Promise<void>;
  /** Takes the policy out of each role that is still there. */
  remove(roles: readonly string[], name: string): Promise<void>;
}

export function inlinePolicies(directory: RoleDirectory): InlinePolicies {
  return {
    async put(roles, name, document) {
      for (const role of roles) {
        await directory.changeRole(role, (record) => ({
          ...record,
          inline: { ...record.inline, [name]: document },
        }));
      }
    },
    async remove(roles, name) {
      for (const role of roles) {
        if (directory.role(role) === undefined) continue;
        await directory.changeRole(role, ({ inline: { [name]: _, ...inline }, ...record }) => ({
          ...record,
          inline,
        }));
      }
    },
  };
}
