import { AwsError } from '../../aws/aws-error.ts';
import { describeItems } from '../describe.ts';
import type { Ec2Operation } from '../ec2-call.ts';
import { notFound } from '../ec2-errors.ts';
import type { FilterValues } from '../filter.ts';
import type { RuleRecord, SecurityGroupRecord } from '../network-record.ts';
import { securityGroupXml } from '../network-xml.ts';

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSecurityGroups.html */
export const describeSecurityGroups: Ec2Operation = (call) => {
  const { account, networks, input } = call;
  if (input.list('GroupName').length > 0) {
    throw new AwsError('VPCIdNotSpecified', 'No default VPC for this user');
  }
  return describeItems(call, {
    items: () => networks.securityGroups(),
    idOf: ({ id }) => id,
    ids: { parameter: 'GroupId', notFound: (id) => notFound(id, 'sg') },
    filters: {
      description: ({ description }) => description,
      'group-id': ({ id }) => id,
      'group-name': ({ name }) => name,
      'owner-id': () => account.accountId,
      'vpc-id': ({ vpcId }) => vpcId,
      ...ruleFilters('ip-permission', ({ ingress }) => ingress, account.accountId),
      ...ruleFilters('egress.ip-permission', ({ egress }) => egress, account.accountId),
    },
    tagsOf: ({ tags }) => tags,
    set: 'securityGroupInfo',
    mostResults: 1000,
    xml: (group) => securityGroupXml(account, group),
  });
};

function ruleFilters(
  prefix: string,
  rulesOf: (group: SecurityGroupRecord) => readonly RuleRecord[],
  accountId: string,
): FilterValues<SecurityGroupRecord> {
  const peers = (key: string) => (group: SecurityGroupRecord) =>
    rulesOf(group).flatMap(({ peer }) =>
      Object.entries(peer).flatMap(([own, value]) => (own === key ? [value] : [])),
    );
  const ports = (key: 'fromPort' | 'toPort') => (group: SecurityGroupRecord) =>
    rulesOf(group).flatMap((rule) => (rule[key] === undefined ? [] : [String(rule[key])]));
  return {
    [`${prefix}.cidr`]: peers('cidr'),
    [`${prefix}.ipv6-cidr`]: peers('cidrIpv6'),
    [`${prefix}.group-id`]: peers('groupId'),
    [`${prefix}.protocol`]: (group) => rulesOf(group).map(({ protocol }) => protocol),
    [`${prefix}.from-port`]: ports('fromPort'),
    [`${prefix}.to-port`]: ports('toPort'),
    [`${prefix}.user-id`]: (group) => peers('groupId')(group).map(() => accountId),
  };
}
