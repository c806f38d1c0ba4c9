import type { NetworkStore } from '../../ec2/network-store.ts';
import { associateRouteTable, disassociateRouteTable } from '../../ec2/route-tables.ts';
import type { ResourceProvider } from '../resource-provider.ts';
import { unlessGone } from './ec2-properties.ts';
import { requiredText } from './property-values.ts';

/** AWS::EC2::SubnetRouteTableAssociation */
export function ec2SubnetRouteTableAssociationProvider(networks: NetworkStore): ResourceProvider {
  return {
    type: 'AWS::EC2::SubnetRouteTableAssociation',
    properties: { RouteTableId: 'supported', SubnetId: 'supported' },
    async create({ properties }) {
      const id = await associateRouteTable(
        networks,
        requiredText(properties, 'RouteTableId'),
        requiredText(properties, 'SubnetId'),
      );
      return { physicalId: id, attributes: { Id: id } };
    },
    async update({ properties }, state, previous) {
      if (properties.SubnetId !== previous.SubnetId) return 'replace';
      if (properties.RouteTableId === previous.RouteTableId) return state;
      // A subnet has one association, so the old one has to go first.
      await unlessGone(() => disassociateRouteTable(networks, state.physicalId));
      const id = await associateRouteTable(
        networks,
        requiredText(properties, 'RouteTableId'),
        requiredText(properties, 'SubnetId'),
      );
      return { physicalId: id, attributes: { Id: id } };
    },
    delete: ({ physicalId }) => unlessGone(() => disassociateRouteTable(networks, physicalId)),
  };
}
