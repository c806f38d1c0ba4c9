import type { Account } from '../../aws/account.ts';
import { readNetworkBlock } from '../../ec2/network-block.ts';
import type { SubnetRecord } from '../../ec2/network-record.ts';
import type { NetworkStore } from '../../ec2/network-store.ts';
import { availabilityZones } from '../../ec2/zones.ts';
import type { ResourceProvider, ResourceState } from '../resource-provider.ts';
import { changedTags, templateTags, unlessGone } from './ec2-properties.ts';
import { flagOf, requiredText } from './property-values.ts';

/** AWS::EC2::Subnet */
export function ec2SubnetProvider(networks: NetworkStore, account: Account): ResourceProvider {
  const zones = availabilityZones(account).map(({ name }) => name);
  return {
    type: 'AWS::EC2::Subnet',
    properties: {
      AvailabilityZone: {
        supportedWhen: (value) => typeof value === 'string' && zones.includes(value),
        otherwise: { refused: `AvailabilityZone must be one of ${zones.join(', ')}.` },
      },
      CidrBlock: 'supported',
      MapPublicIpOnLaunch: 'supported',
      Tags: 'supported',
      VpcId: 'supported',
      AssignIpv6AddressOnCreation: {
        supportedWhen: (value) => !flagOf(value),
        otherwise: { refused: 'there is no IPv6.' },
      },
      Ipv6CidrBlock: { refused: 'there is no IPv6.' },
    },
    async create({ properties, creationToken }) {
      const zone = properties.AvailabilityZone;
      const subnet = await networks.createSubnet({
        vpcId: requiredText(properties, 'VpcId'),
        cidr: readNetworkBlock(requiredText(properties, 'CidrBlock'), 'Subnet'),
        zones: typeof zone === 'string' ? [zone] : zones,
        mapPublicIpOnLaunch: flagOf(properties.MapPublicIpOnLaunch),
        tags: templateTags(properties),
        creationToken,
      });
      return stateOf(subnet);
    },
    async update({ properties }, state, previous) {
      const fixed = ['AvailabilityZone', 'CidrBlock', 'VpcId'];
      if (fixed.some((name) => properties[name] !== previous[name])) return 'replace';
      const subnet = await networks.changeSubnet(state.physicalId, (before) => ({
        ...before,
        mapPublicIpOnLaunch: flagOf(properties.MapPublicIpOnLaunch),
        tags: changedTags(before.tags, properties, previous),
      }));
      return stateOf(subnet);
    },
    delete: ({ physicalId }) => unlessGone(() => networks.deleteSubnet(physicalId)),
  };
}

function stateOf(subnet: SubnetRecord): ResourceState {
  return {
    physicalId: subnet.id,
    attributes: {
      AvailabilityZone: subnet.zone,
      CidrBlock: subnet.cidr,
      NetworkAclAssociationId: subnet.networkAclAssociationId,
      SubnetId: subnet.id,
      VpcId: subnet.vpcId,
    },
  };
}
