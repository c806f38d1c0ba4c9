import type { RoleDirectory } from '../../iam/role-directory.ts';
import type { ResourceProvider } from '../resource-provider.ts';
import { inlinePolicies } from './iam-inline-policies.ts';
import { requireName, withMalformedPolicyExplained } from './iam-properties.ts';
import { text } from './property-values.ts';

/** `AWS::IAM::RolePolicy`: one inline policy of one role. */
export function iamRolePolicyProvider(directory: RoleDirectory): ResourceProvider {
  const { put, remove } = inlinePolicies(directory);
  return {
    type: 'AWS::IAM::RolePolicy',
    properties: { PolicyDocument: 'supported', PolicyName: 'supported', RoleName: 'supported' },
    async create({ properties }) {
      const name = requireName(properties, 'PolicyName', 128);
      const role = requireName(properties, 'RoleName', 64);
      await withMalformedPolicyExplained(() => put([role], name, properties.PolicyDocument ?? null));
      return { physicalId: `${name}|${role}`, attributes: {} };
    },
    async update({ properties }, state, previous) {
      const { PolicyName: name, RoleName: role } = properties;
      if (typeof name !== 'string' || name !== previous.PolicyName || role !== previous.RoleName) {
        return 'replace';
      }
      await withMalformedPolicyExplained(() => put([String(role)], name, properties.PolicyDocument ?? null));
      return state;
    },
    delete: (_state, previous) =>
      remove([text(previous, 'RoleName') ?? ''], text(previous, 'PolicyName') ?? ''),
  };
}
