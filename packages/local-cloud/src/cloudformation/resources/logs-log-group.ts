import type { Account } from '../../aws/account.ts';
import { AwsError } from '../../aws/aws-error.ts';
import { type LogGroup, logGroupArn, RETENTION_DAYS } from '../../logs/log-group.ts';
import type { LogStore } from '../../logs/log-store.ts';
import type { Json, JsonObject, ResourceProvider, ResourceState } from '../resource-provider.ts';
import { generatedName } from './generated-name.ts';

/** AWS::Logs::LogGroup */
export function logGroupProvider(
  store: LogStore,
  { account }: { readonly account: Account },
): ResourceProvider {
  const state = (group: LogGroup): ResourceState => ({
    physicalId: group.name,
    attributes: { Arn: `${logGroupArn(account, group.name)}:*` },
  });
  return {
    type: 'AWS::Logs::LogGroup',
    properties: {
      LogGroupName: 'supported',
      RetentionInDays: {
        supportedWhen: (value) => RETENTION_DAYS.includes(Number(value)),
        otherwise: { refused: `RetentionInDays must be one of ${RETENTION_DAYS.join(', ')}.` },
      },
      LogGroupClass: {
        supportedWhen: (value) => value === 'STANDARD',
        otherwise: { noted: 'every log group is of the STANDARD class here' },
      },
      Tags: 'supported',
      KmsKeyId: { noted: 'nothing is encrypted on the disk' },
      DataProtectionPolicy: { refused: 'sensitive data would not be masked.' },
      FieldIndexPolicies: { noted: 'there are no field indexes' },
      DeletionProtectionEnabled: { noted: 'log groups are not protected against deletion' },
      ResourcePolicyDocument: { refused: "the log group's resource policy would not be enforced." },
    },

    async create(request) {
      const { properties, creationToken } = request;
      const name = text(properties.LogGroupName) ?? generatedName(request, 512);
      const existing = store.group(name);
      if (existing !== undefined && existing.creationToken !== creationToken) {
        throw new AwsError('ResourceAlreadyExistsException', `The log group ${name} already exists.`);
      }
      const group = { ...(existing ?? store.newGroup(name)), creationToken };
      return state(await save(group, properties));
    },

    async update({ properties }, previous, before) {
      if (properties.LogGroupName !== before.LogGroupName) return 'replace';
      const group = store.group(previous.physicalId);
      if (group === undefined) return 'replace';
      return state(await save(group, properties));
    },

    async delete({ physicalId }) {
      const group = store.group(physicalId);
      if (group !== undefined) await store.deleteGroup(group);
    },
  };

  async function save(group: LogGroup, properties: JsonObject): Promise<LogGroup> {
    const { retentionInDays: _before, ...rest } = group;
    const days = properties.RetentionInDays;
    const saved: LogGroup = {
      ...rest,
      ...(days === undefined ? {} : { retentionInDays: Number(days) }),
      tags: tagMap(properties.Tags),
    };
    await store.putGroup(saved);
    return saved;
  }
}

function text(value: Json | undefined): string | undefined {
  return value === undefined ? undefined : String(value);
}

function tagMap(tags: Json | undefined): Record<string, string> {
  const entries = Array.isArray(tags) ? tags : [];
  return Object.fromEntries(entries.map((tag) => [String(tag?.Key), String(tag?.Value)]));
}
