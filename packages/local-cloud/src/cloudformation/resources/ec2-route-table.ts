import type { NetworkStore } from '../../ec2/network-store.ts';
import { createRouteTable, deleteRouteTable } from '../../ec2/route-tables.ts';
import type { ResourceProvider } from '../resource-provider.ts';
import { changedTags, templateTags, unlessGone } from './ec2-properties.ts';
import { requiredText } from './property-values.ts';

/** AWS::EC2::RouteTable */
export function ec2RouteTableProvider(networks: NetworkStore): ResourceProvider {
  return {
    type: 'AWS::EC2::RouteTable',
    properties: { Tags: 'supported', VpcId: 'supported' },
    async create({ properties, creationToken }) {
      const { id } = await createRouteTable(networks, {
        vpcId: requiredText(properties, 'VpcId'),
        tags: templateTags(properties),
        creationToken,
      });
      return { physicalId: id, attributes: { RouteTableId: id } };
    },
    async update({ properties }, state, previous) {
      if (properties.VpcId !== previous.VpcId) return 'replace';
      await networks.changeTags([state.physicalId], (tags) => changedTags(tags, properties, previous));
      return state;
    },
    delete: ({ physicalId }) => unlessGone(() => deleteRouteTable(networks, physicalId)),
  };
}
