import { globalArn } from '../../aws/account.ts';
import type { PartContext } from '../../aws/cloud-part.ts';
import { newIamId } from '../../iam/access-key.ts';
import type { RoleDirectory, RoleRecord } from '../../iam/role-directory.ts';
import type { Json, JsonObject, ResourceProvider, ResourceState } from '../resource-provider.ts';
import {
  checkManagedPolicyArns,
  generatedName,
  readName,
  readNumber,
  readPath,
  readTags,
  requireName,
  withMalformedPolicyExplained,
} from './iam-properties.ts';
import { text, texts } from './property-values.ts';

/** `AWS::IAM::Role` */
export function iamRoleProvider(context: PartContext, directory: RoleDirectory): ResourceProvider {
  const { account, sources } = context;
  return {
    type: 'AWS::IAM::Role',
    properties: {
      AssumeRolePolicyDocument: 'supported',
      Description: 'supported',
      ManagedPolicyArns: 'supported',
      MaxSessionDuration: 'supported',
      Path: 'supported',
      PermissionsBoundary: 'supported',
      Policies: 'supported',
      RoleName: 'supported',
      Tags: 'supported',
    },
    check: (properties) => {
      checkManagedPolicyArns('ManagedPolicyArns', properties.ManagedPolicyArns);
      checkManagedPolicyArns('PermissionsBoundary', properties.PermissionsBoundary);
    },
    async create(request) {
      const name = readName(request.properties, 'RoleName', 64) ?? generatedName(request);
      const path = readPath(request.properties);
      const record: RoleRecord = {
        name,
        id: newIamId(sources, 'AROA'),
        arn: globalArn(account, 'iam', `role${path}${name}`),
        path,
        createdAt: sources.now(),
        creationToken: request.creationToken,
        inline: inlinePolicies(request.properties),
        ...settings(request.properties),
      };
      await withMalformedPolicyExplained(() => directory.createRole(record));
      return stateOf(directory.role(name)?.record ?? record);
    },
    async update(request, state, previous) {
      const { properties } = request;
      const { RoleName: oldName, Path: oldPath } = previous;
      if (properties.RoleName !== oldName || readPath(properties) !== readPath({ Path: oldPath ?? '/' })) {
        return 'replace';
      }
      const own = Object.keys(inlinePolicies(previous));
      await withMalformedPolicyExplained(() =>
        directory.changeRole(state.physicalId, ({ boundary: _, ...record }) => ({
          ...record,
          ...settings(properties),
          attached: changedAttachments(record.attached, properties, previous),
          inline: {
            ...Object.fromEntries(Object.entries(record.inline).filter(([name]) => !own.includes(name))),
            ...inlinePolicies(properties),
          },
        })),
      );
      return state;
    },
    delete: (state) => directory.deleteRole(state.physicalId),
  };
}

type RoleSettings = Pick<
  RoleRecord,
  'description' | 'maxSessionDuration' | 'trustPolicy' | 'attached' | 'boundary' | 'tags'
>;

function settings(properties: JsonObject): RoleSettings {
  const boundary = text(properties, 'PermissionsBoundary');
  return {
    description: text(properties, 'Description') ?? '',
    maxSessionDuration: readNumber(properties, 'MaxSessionDuration', 3600, 43_200) ?? 3600,
    trustPolicy: properties.AssumeRolePolicyDocument ?? null,
    attached: [...new Set(texts(properties, 'ManagedPolicyArns'))],
    tags: readTags(properties),
    ...(boundary === undefined ? {} : { boundary }),
  };
}

/** What a managed policy's own resource has attached stays. */
function changedAttachments(
  attached: readonly string[],
  properties: JsonObject,
  previous: JsonObject,
): readonly string[] {
  const gone = new Set(texts(previous, 'ManagedPolicyArns'));
  const kept = attached.filter((arn) => !gone.has(arn));
  return [...new Set([...kept, ...texts(properties, 'ManagedPolicyArns')])];
}

function inlinePolicies(properties: JsonObject): Readonly<Record<string, Json>> {
  const list = properties.Policies;
  if (!Array.isArray(list)) return {};
  const policies: [string, Json][] = list.map((policy: JsonObject) => [
    requireName(policy, 'PolicyName', 128),
    policy.PolicyDocument ?? null,
  ]);
  return Object.fromEntries(policies);
}

function stateOf(record: RoleRecord): ResourceState {
  return { physicalId: record.name, attributes: { Arn: record.arn, RoleId: record.id } };
}
