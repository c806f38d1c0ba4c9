import { readNetworkBlock } from '../../ec2/network-block.ts';
import type { VpcRecord } from '../../ec2/network-record.ts';
import type { NetworkStore } from '../../ec2/network-store.ts';
import type { ResourceProvider, ResourceState } from '../resource-provider.ts';
import { changedTags, templateTags, unlessGone } from './ec2-properties.ts';
import { flagOf, requiredText } from './property-values.ts';

/** AWS::EC2::VPC */
export function ec2VpcProvider(networks: NetworkStore): ResourceProvider {
  return {
    type: 'AWS::EC2::VPC',
    properties: {
      CidrBlock: 'supported',
      EnableDnsHostnames: 'supported',
      EnableDnsSupport: 'supported',
      InstanceTenancy: {
        supportedWhen: (value) => value === 'default' || value === 'dedicated',
        otherwise: { refused: 'InstanceTenancy must be default or dedicated.' },
      },
      Tags: 'supported',
      Ipv4IpamPoolId: { refused: 'there are no IPAM pools.' },
      Ipv4NetmaskLength: { refused: 'there are no IPAM pools.' },
    },
    async create({ properties, creationToken }) {
      const vpc = await networks.createVpc({
        cidr: readNetworkBlock(requiredText(properties, 'CidrBlock'), 'Vpc'),
        tenancy: properties.InstanceTenancy === 'dedicated' ? 'dedicated' : 'default',
        dnsSupport: flagOf(properties.EnableDnsSupport, true),
        dnsHostnames: flagOf(properties.EnableDnsHostnames),
        tags: templateTags(properties),
        creationToken,
      });
      return stateOf(vpc);
    },
    async update({ properties }, state, previous) {
      const fixed = ['CidrBlock', 'InstanceTenancy'];
      if (fixed.some((name) => properties[name] !== previous[name])) return 'replace';
      const vpc = await networks.changeVpc(state.physicalId, (before) => ({
        ...before,
        dnsSupport: flagOf(properties.EnableDnsSupport, true),
        dnsHostnames: flagOf(properties.EnableDnsHostnames),
        tags: {
          ...before.tags,
          [before.id]: changedTags(before.tags[before.id] ?? {}, properties, previous),
        },
      }));
      return stateOf(vpc);
    },
    delete: ({ physicalId }) => unlessGone(() => networks.deleteVpc(physicalId)),
  };
}

function stateOf(vpc: VpcRecord): ResourceState {
  return {
    physicalId: vpc.id,
    attributes: {
      CidrBlock: vpc.cidr,
      DefaultNetworkAcl: vpc.networkAclId,
      DefaultSecurityGroup: vpc.securityGroupId,
      VpcId: vpc.id,
    },
  };
}
