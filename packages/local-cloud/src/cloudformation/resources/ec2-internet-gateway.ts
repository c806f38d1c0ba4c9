import { AwsError } from '../../aws/aws-error.ts';
import {
  attachInternetGateway,
  createInternetGateway,
  deleteInternetGateway,
  detachInternetGateway,
} from '../../ec2/internet-gateways.ts';
import type { NetworkStore } from '../../ec2/network-store.ts';
import type { ResourceProvider } from '../resource-provider.ts';
import { changedTags, templateTags, unlessGone } from './ec2-properties.ts';
import { requiredText } from './property-values.ts';

/** AWS::EC2::InternetGateway */
export function ec2InternetGatewayProvider(networks: NetworkStore): ResourceProvider {
  return {
    type: 'AWS::EC2::InternetGateway',
    properties: { Tags: 'supported' },
    async create({ properties, creationToken }) {
      const { id } = await createInternetGateway(networks, {
        tags: templateTags(properties),
        creationToken,
      });
      return { physicalId: id, attributes: { InternetGatewayId: id } };
    },
    async update({ properties }, state, previous) {
      await networks.changeTags([state.physicalId], (tags) => changedTags(tags, properties, previous));
      return state;
    },
    delete: ({ physicalId }) => unlessGone(() => deleteInternetGateway(networks, physicalId)),
  };
}

/** AWS::EC2::VPCGatewayAttachment */
export function ec2VpcGatewayAttachmentProvider(networks: NetworkStore): ResourceProvider {
  return {
    type: 'AWS::EC2::VPCGatewayAttachment',
    properties: {
      InternetGatewayId: 'supported',
      VpcId: 'supported',
      VpnGatewayId: { refused: 'there are no VPN gateways.' },
    },
    async create({ properties }) {
      const vpcId = requiredText(properties, 'VpcId');
      await attachInternetGateway(networks, requiredText(properties, 'InternetGatewayId'), vpcId);
      return { physicalId: `IGW|${vpcId}`, attributes: { AttachmentType: 'IGW' } };
    },
    update: async ({ properties }, state, previous) =>
      properties.VpcId === previous.VpcId && properties.InternetGatewayId === previous.InternetGatewayId
        ? state
        : 'replace',
    async delete(_state, properties) {
      try {
        const gateway = requiredText(properties, 'InternetGatewayId');
        await detachInternetGateway(networks, gateway, requiredText(properties, 'VpcId'));
      } catch (error) {
        const gone = error instanceof AwsError && /\.(NotFound|NotAttached)$/.test(error.code);
        if (!gone) throw error;
      }
    },
  };
}
