import type { NetworkStore } from '../../ec2/network-store.ts';
import { authorizeRules, type NewRule, revokeRules } from '../../ec2/security-groups.ts';
import type { ResourceProvider } from '../resource-provider.ts';
import { unlessGone } from './ec2-properties.ts';
import { requiredText } from './property-values.ts';

/**
 * Custom::VpcRestrictDefaultSG, which CDK makes for its VPCs: the default security group lets nothing through. On
 * AWS a function does it; here it is done without one.
 */
export function vpcRestrictDefaultSgProvider(networks: NetworkStore): ResourceProvider {
  const clear = async (id: string): Promise<void> => {
    const { ingress, egress } = networks.securityGroup(id);
    await revokeRules(networks, id, 'ingress', { rules: [], ids: ingress.map((rule) => rule.id) });
    await revokeRules(networks, id, 'egress', { rules: [], ids: egress.map((rule) => rule.id) });
  };
  return {
    type: 'Custom::VpcRestrictDefaultSG',
    properties: { Account: 'supported', DefaultSecurityGroupId: 'supported', ServiceToken: 'supported' },
    async create({ properties }) {
      const id = requiredText(properties, 'DefaultSecurityGroupId');
      await clear(id);
      return { physicalId: `restricted-${id}`, attributes: {} };
    },
    update: async ({ properties }, state, previous) =>
      properties.DefaultSecurityGroupId === previous.DefaultSecurityGroupId ? state : 'replace',
    delete: (_state, properties) =>
      unlessGone(async () => {
        const id = requiredText(properties, 'DefaultSecurityGroupId');
        const everything: NewRule = { protocol: '-1', peer: { cidr: '0.0.0.0/0' } };
        await clear(id);
        await authorizeRules(networks, id, 'ingress', [{ protocol: '-1', peer: { groupId: id } }]);
        await authorizeRules(networks, id, 'egress', [everything]);
      }),
  };
}
