import type { Account } from '../aws/account.ts';
import type { ConditionContext } from '../aws/aws-service.ts';
import type { Permission } from './ec2-call.ts';
import { type NetworkResource, resourceArn, tagsOf } from './network-record.ts';
import type { NetworkStore } from './network-store.ts';
import type { Tags } from './tags.ts';

/** The condition keys that come from tags in the request. */
export function requestTagKeys(tags: Tags): ConditionContext {
  const keys = Object.keys(tags);
  if (keys.length === 0) return {};
  const entries = Object.entries(tags).map(([key, value]) => [`aws:RequestTag/${key}`, value]);
  return { 'aws:TagKeys': keys, ...Object.fromEntries(entries) };
}

/** The right to tag what is just being made; nothing when there are no tags. */
export function taggingPermission(resource: string, createAction: string, tags: Tags): readonly Permission[] {
  if (Object.keys(tags).length === 0) return [];
  const context = { 'ec2:CreateAction': createAction, ...requestTagKeys(tags) };
  return [{ action: 'CreateTags', resource, context }];
}

/**
 * The ARN of a resource that may or may not be there, with the condition keys that tell about it.
 *
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
 */
export function onResource(
  account: Account,
  networks: NetworkStore,
  type: NetworkResource['type'],
  id: string,
  more: ConditionContext = {},
): Permission {
  const found = networks.resources().find((resource) => resource.id === id);
  return {
    resource: resourceArn(account, { type: found?.type ?? type, id }),
    context: { ...(found === undefined ? {} : resourceKeys(account, found)), ...more },
  };
}

function resourceKeys(account: Account, resource: NetworkResource): ConditionContext {
  const tagKeys = Object.entries(tagsOf(resource)).flatMap(([key, value]) => [
    [`aws:ResourceTag/${key}`, value],
    [`ec2:ResourceTag/${key}`, value],
  ]);
  return { ...Object.fromEntries(tagKeys), ...ownKeys(account, resource) };
}

function ownKeys(account: Account, resource: NetworkResource): ConditionContext {
  if ('vpc' in resource && resource.type === 'vpc') {
    return { 'ec2:VpcID': resource.id, 'ec2:Tenancy': resource.vpc.tenancy };
  }
  const vpcId = vpcOf(resource);
  const vpc = vpcId === undefined ? {} : { 'ec2:Vpc': resourceArn(account, { type: 'vpc', id: vpcId }) };
  return 'subnet' in resource
    ? { ...vpc, 'ec2:SubnetID': resource.id, 'ec2:AvailabilityZone': resource.subnet.zone }
    : vpc;
}

function vpcOf(resource: NetworkResource): string | undefined {
  if ('subnet' in resource) return resource.subnet.vpcId;
  return 'part' in resource ? resource.part.vpcId : resource.vpc.id;
}
