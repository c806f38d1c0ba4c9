import { describeItems } from '../describe.ts';
import type { Ec2Operation } from '../ec2-call.ts';
import { notFound } from '../ec2-errors.ts';
import { dhcpOptionsId, vpcXml } from '../network-xml.ts';

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcs.html */
export const describeVpcs: Ec2Operation = (call) => {
  const { account, networks } = call;
  return describeItems(call, {
    items: () => networks.vpcs(),
    idOf: ({ id }) => id,
    ids: { parameter: 'VpcId', notFound: (id) => notFound(id, 'vpc') },
    filters: {
      cidr: ({ cidr }) => cidr,
      'cidr-block-association.association-id': ({ cidrAssociationId }) => cidrAssociationId,
      'cidr-block-association.cidr-block': ({ cidr }) => cidr,
      'cidr-block-association.state': () => 'associated',
      'dhcp-options-id': () => dhcpOptionsId(account),
      'ipv6-cidr-block-association.association-id': () => [],
      'ipv6-cidr-block-association.ipv6-cidr-block': () => [],
      'ipv6-cidr-block-association.ipv6-pool': () => [],
      'ipv6-cidr-block-association.state': () => [],
      'is-default': () => 'false',
      'owner-id': () => account.accountId,
      state: () => 'available',
      'vpc-id': ({ id }) => id,
    },
    tagsOf: ({ id, tags }) => tags[id] ?? {},
    set: 'vpcSet',
    mostResults: 1000,
    xml: (vpc) => vpcXml(account, vpc, 'available'),
  });
};
