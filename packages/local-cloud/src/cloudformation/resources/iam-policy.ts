import { AwsError } from '../../aws/aws-error.ts';
import type { RoleDirectory } from '../../iam/role-directory.ts';
import type { JsonObject, ResourceProvider } from '../resource-provider.ts';
import { inlinePolicies } from './iam-inline-policies.ts';
import { requireName, withMalformedPolicyExplained } from './iam-properties.ts';
import { texts } from './property-values.ts';

const ROLES_ONLY = 'there are no users and groups here; attach the policy to roles.';

/** `AWS::IAM::Policy`: one inline policy, put into each of the roles. */
export function iamPolicyProvider(directory: RoleDirectory): ResourceProvider {
  const { put, remove } = inlinePolicies(directory);
  return {
    type: 'AWS::IAM::Policy',
    properties: {
      PolicyDocument: 'supported',
      PolicyName: 'supported',
      Roles: 'supported',
      Users: { refused: ROLES_ONLY },
      Groups: { refused: ROLES_ONLY },
    },
    async create({ stackName, logicalId, creationToken, properties }) {
      const { name, roles, document } = read(properties);
      if (roles.length === 0) {
        throw new AwsError('ValidationError', 'At least one of [Groups,Roles,Users] must be non-empty.');
      }
      await withMalformedPolicyExplained(() => put(roles, name, document));
      return {
        physicalId: `${stackName.slice(0, 5)}-${logicalId.slice(0, 4)}-${creationToken}`,
        attributes: { Id: name },
      };
    },
    async update({ properties }, state, previous) {
      const { name, roles, document } = read(properties);
      const before = read(previous);
      if (name !== before.name) return 'replace';
      await withMalformedPolicyExplained(() => put(roles, name, document));
      await remove(
        before.roles.filter((role) => !roles.includes(role)),
        name,
      );
      return state;
    },
    delete: (_state, previous) => remove(read(previous).roles, read(previous).name),
  };
}

function read(properties: JsonObject): {
  readonly name: string;
  readonly roles: readonly string[];
  readonly document: JsonObject[string];
} {
  return {
    name: requireName(properties, 'PolicyName', 128),
    roles: texts(properties, 'Roles'),
    document: properties.PolicyDocument ?? null,
  };
}
