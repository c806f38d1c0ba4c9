import { AwsError } from '../../aws/aws-error.ts';
import { describeItems } from '../describe.ts';
import type { Ec2Operation } from '../ec2-call.ts';
import { notFound } from '../ec2-errors.ts';
import { securityGroupXml } from '../network-xml.ts';

/**
 * The default groups that the VPCs came with; there are no others.
 *
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSecurityGroups.html
 */
export const describeSecurityGroups: Ec2Operation = (call) => {
  const { account, networks, input } = call;
  if (input.list('GroupName').length > 0) {
    throw new AwsError('VPCIdNotSpecified', 'No default VPC for this user');
  }
  return describeItems(call, {
    items: () => networks.vpcs(),
    idOf: ({ securityGroupId }) => securityGroupId,
    ids: { parameter: 'GroupId', notFound: (id) => notFound(id, 'sg') },
    filters: {
      description: () => 'default VPC security group',
      'egress.ip-permission.cidr': () => '0.0.0.0/0',
      'egress.ip-permission.protocol': () => '-1',
      'group-id': ({ securityGroupId }) => securityGroupId,
      'group-name': () => 'default',
      'ip-permission.group-id': ({ securityGroupId }) => securityGroupId,
      'ip-permission.protocol': () => '-1',
      'ip-permission.user-id': () => account.accountId,
      'owner-id': () => account.accountId,
      'vpc-id': ({ id }) => id,
    },
    tagsOf: ({ securityGroupId, tags }) => tags[securityGroupId] ?? {},
    set: 'securityGroupInfo',
    mostResults: 1000,
    xml: (vpc) => securityGroupXml(account, vpc),
  });
};
