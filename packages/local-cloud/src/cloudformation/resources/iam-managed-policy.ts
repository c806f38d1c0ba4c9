import { globalArn } from '../../aws/account.ts';
import type { PartContext } from '../../aws/cloud-part.ts';
import { newIamId } from '../../iam/access-key.ts';
import type { ManagedPolicyRecord, RoleDirectory } from '../../iam/role-directory.ts';
import type { JsonObject, ResourceProvider, ResourceState } from '../resource-provider.ts';
import { generatedName, readName, readPath, withMalformedPolicyExplained } from './iam-properties.ts';
import { text, texts } from './property-values.ts';

const ROLES_ONLY = 'there are no users and groups here; attach the policy to roles.';

/** `AWS::IAM::ManagedPolicy` */
export function iamManagedPolicyProvider(
  { account, sources }: PartContext,
  directory: RoleDirectory,
): ResourceProvider {
  const attach = async (arn: string, roles: readonly string[]): Promise<void> => {
    for (const role of roles) {
      await directory.changeRole(role, (record) => ({
        ...record,
        attached: record.attached.includes(arn) ? record.attached : [...record.attached, arn],
      }));
    }
  };
  const detach = async (arn: string, roles: readonly string[]): Promise<void> => {
    for (const role of roles) {
      if (directory.role(role) === undefined) continue;
      await directory.changeRole(role, (record) => ({
        ...record,
        attached: record.attached.filter((other) => other !== arn),
      }));
    }
  };
  return {
    type: 'AWS::IAM::ManagedPolicy',
    properties: {
      Description: 'supported',
      ManagedPolicyName: 'supported',
      Path: 'supported',
      PolicyDocument: 'supported',
      Roles: 'supported',
      Users: { refused: ROLES_ONLY },
      Groups: { refused: ROLES_ONLY },
    },
    async create(request) {
      const { properties, creationToken } = request;
      const name = readName(properties, 'ManagedPolicyName', 128) ?? generatedName(request);
      const path = readPath(properties);
      const arn = globalArn(account, 'iam', `policy${path}${name}`);
      const record: ManagedPolicyRecord = {
        name,
        id: directory.managedPolicy(arn)?.id ?? newIamId(sources, 'ANPA'),
        arn,
        path,
        description: text(properties, 'Description') ?? '',
        createdAt: sources.now(),
        updatedAt: sources.now(),
        document: properties.PolicyDocument ?? null,
        creationToken,
      };
      await withMalformedPolicyExplained(() => directory.putManagedPolicy(record));
      await attach(arn, texts(properties, 'Roles'));
      return stateOf(record, properties);
    },
    async update({ properties }, state, previous) {
      const record = directory.managedPolicy(state.physicalId);
      const renamed = ['ManagedPolicyName', 'Path', 'Description'].some(
        (name) => properties[name] !== previous[name],
      );
      if (record === undefined || renamed) return 'replace';
      const changed = { ...record, document: properties.PolicyDocument ?? null, updatedAt: sources.now() };
      await withMalformedPolicyExplained(() => directory.putManagedPolicy(changed));
      const roles = texts(properties, 'Roles');
      await attach(record.arn, roles);
      await detach(
        record.arn,
        texts(previous, 'Roles').filter((role) => !roles.includes(role)),
      );
      return stateOf(changed, properties);
    },
    async delete(state, previous) {
      await detach(state.physicalId, texts(previous, 'Roles'));
      await directory.deleteManagedPolicy(state.physicalId);
    },
  };
}

function stateOf(record: ManagedPolicyRecord, properties: JsonObject): ResourceState {
  return {
    physicalId: record.arn,
    attributes: {
      PolicyArn: record.arn,
      PolicyId: record.id,
      DefaultVersionId: 'v1',
      IsAttachable: 'true',
      AttachmentCount: String(texts(properties, 'Roles').length),
      PermissionsBoundaryUsageCount: '0',
      CreateDate: new Date(record.createdAt).toISOString(),
      UpdateDate: new Date(record.updatedAt).toISOString(),
    },
  };
}
