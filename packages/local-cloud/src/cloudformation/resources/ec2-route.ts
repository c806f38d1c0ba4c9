import type { NetworkStore } from '../../ec2/network-store.ts';
import { deleteRoute, putRoute, readDestination } from '../../ec2/route-tables.ts';
import type { JsonObject, ResourceProvider, ResourceState } from '../resource-provider.ts';
import { unlessGone } from './ec2-properties.ts';
import { requiredText } from './property-values.ts';

const OTHER_TARGET = { refused: 'routes lead to internet gateways only.' };

/** AWS::EC2::Route */
export function ec2RouteProvider(networks: NetworkStore): ResourceProvider {
  const put = async (properties: JsonObject): Promise<ResourceState> => {
    const table = requiredText(properties, 'RouteTableId');
    const destination = readDestination(requiredText(properties, 'DestinationCidrBlock'));
    if (properties.NatGatewayId === undefined) {
      const gatewayId = requiredText(properties, 'GatewayId');
      await putRoute(networks, table, { destination, gatewayId }, 'replace');
    }
    return { physicalId: `${table}|${destination}`, attributes: { CidrBlock: destination } };
  };
  return {
    type: 'AWS::EC2::Route',
    properties: {
      DestinationCidrBlock: 'supported',
      GatewayId: 'supported',
      RouteTableId: 'supported',
      DestinationIpv6CidrBlock: { refused: 'there is no IPv6.' },
      EgressOnlyInternetGatewayId: { refused: 'there is no IPv6.' },
      DestinationPrefixListId: OTHER_TARGET,
      InstanceId: OTHER_TARGET,
      NatGatewayId: { noted: 'the route is left out, as NAT gateways are' },
      NetworkInterfaceId: OTHER_TARGET,
      TransitGatewayId: OTHER_TARGET,
      VpcEndpointId: OTHER_TARGET,
      VpcPeeringConnectionId: OTHER_TARGET,
    },
    create: ({ properties }) => put(properties),
    async update({ properties }, _state, previous) {
      const fixed = ['DestinationCidrBlock', 'RouteTableId'];
      if (fixed.some((name) => properties[name] !== previous[name])) return 'replace';
      return put(properties);
    },
    delete: ({ physicalId }) =>
      unlessGone(() => {
        const [table = '', destination = ''] = physicalId.split('|');
        return deleteRoute(networks, table, destination);
      }),
  };
}
