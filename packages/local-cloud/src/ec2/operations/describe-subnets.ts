import { describeItems } from '../describe.ts';
import type { Ec2Operation } from '../ec2-call.ts';
import { notFound } from '../ec2-errors.ts';
import { availableAddresses, resourceArn, type SubnetRecord } from '../network-record.ts';
import { subnetXml, zoneId } from '../network-xml.ts';

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSubnets.html */
export const describeSubnets: Ec2Operation = (call) => {
  const { account, networks } = call;
  const cidr = (subnet: SubnetRecord): string => subnet.cidr;
  const no = (): string => 'false';
  const none = (): string[] => [];
  return describeItems(call, {
    items: () => networks.subnets(),
    idOf: ({ id }) => id,
    ids: { parameter: 'SubnetId', notFound: (id) => notFound(id, 'subnet') },
    filters: {
      'availability-zone': ({ zone }) => zone,
      availabilityZone: ({ zone }) => zone,
      'availability-zone-id': (subnet) => zoneId(account, subnet),
      availabilityZoneId: (subnet) => zoneId(account, subnet),
      'available-ip-address-count': (subnet) => String(availableAddresses(subnet)),
      'cidr-block': cidr,
      cidr,
      cidrBlock: cidr,
      'customer-owned-ipv4-pool': none,
      'default-for-az': no,
      defaultForAz: no,
      'enable-dns64': no,
      'enable-lni-at-device-index': none,
      'ipv6-cidr-block-association.association-id': none,
      'ipv6-cidr-block-association.ipv6-cidr-block': none,
      'ipv6-cidr-block-association.state': none,
      'ipv6-native': no,
      'map-customer-owned-ip-on-launch': no,
      'map-public-ip-on-launch': ({ mapPublicIpOnLaunch }) => String(mapPublicIpOnLaunch),
      'outpost-arn': none,
      'owner-id': () => account.accountId,
      'private-dns-name-options-on-launch.hostname-type': ({ hostnameType }) => hostnameType,
      'private-dns-name-options-on-launch.enable-resource-name-dns-a-record': ({ dnsARecord }) =>
        String(dnsARecord),
      'private-dns-name-options-on-launch.enable-resource-name-dns-aaaa-record': ({ dnsAaaaRecord }) =>
        String(dnsAaaaRecord),
      state: () => 'available',
      'subnet-arn': ({ id }) => resourceArn(account, { type: 'subnet', id }),
      'subnet-id': ({ id }) => id,
      'vpc-id': ({ vpcId }) => vpcId,
    },
    tagsOf: ({ tags }) => tags,
    set: 'subnetSet',
    mostResults: 1000,
    xml: (subnet) => subnetXml(account, subnet),
  });
};
