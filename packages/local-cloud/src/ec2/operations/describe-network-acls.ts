import { describeItems } from '../describe.ts';
import type { Ec2Operation } from '../ec2-call.ts';
import { notFound } from '../ec2-errors.ts';
import { networkAclXml } from '../network-xml.ts';

/**
 * The default network ACLs that the VPCs came with; there are no others.
 *
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNetworkAcls.html
 */
export const describeNetworkAcls: Ec2Operation = (call) => {
  const { account, networks } = call;
  return describeItems(call, {
    items: () => networks.vpcs(),
    idOf: ({ networkAclId }) => networkAclId,
    ids: { parameter: 'NetworkAclId', notFound: (id) => notFound(id, 'acl') },
    filters: {
      'association.association-id': ({ id }) =>
        networks.subnetsOf(id).map(({ networkAclAssociationId }) => networkAclAssociationId),
      'association.network-acl-id': ({ networkAclId }) => networkAclId,
      'association.subnet-id': (vpc) => networks.subnetsOf(vpc.id).map(({ id }) => id),
      default: () => 'true',
      'entry.cidr': () => '0.0.0.0/0',
      'entry.egress': () => ['true', 'false'],
      'entry.protocol': () => '-1',
      'entry.rule-action': () => ['allow', 'deny'],
      'entry.rule-number': () => ['100', '32767'],
      'network-acl-id': ({ networkAclId }) => networkAclId,
      'owner-id': () => account.accountId,
      'vpc-id': ({ id }) => id,
    },
    tagsOf: ({ networkAclId, tags }) => tags[networkAclId] ?? {},
    set: 'networkAclSet',
    mostResults: 1000,
    xml: (vpc) => networkAclXml(account, vpc, networks.subnetsOf(vpc.id)),
  });
};
