import { AwsError } from '../aws/aws-error.ts';
import { onResource } from './condition-keys.ts';
import type { Ec2Operation } from './ec2-call.ts';
import { ruleXml } from './network-xml.ts';
import { readPermissions } from './rule-input.ts';
import { authorizeRules, revokeRules } from './security-groups.ts';

/** The operation that adds rules of one direction to a group. */
export function authorizing(direction: 'egress' | 'ingress'): Ec2Operation {
  return async ({ account, networks, input, permit }) => {
    input.refuse('GroupName', 'TagSpecification');
    const id = input.required('GroupId');
    const rules = readPermissions(input);
    input.end();
    if (rules.length === 0) throw noPermissions();
    permit(onResource(account, networks, 'security-group', id));
    const added = await authorizeRules(networks, id, direction, rules);
    const group = networks.securityGroup(id);
    return {
      return: true,
      securityGroupRuleSet: added.map((rule) => ruleXml(account, group, rule, direction === 'egress')),
    };
  };
}

/** The operation that takes rules of one direction from a group. */
export function revoking(direction: 'egress' | 'ingress'): Ec2Operation {
  return async ({ account, networks, input, permit }) => {
    input.refuse('GroupName');
    const id = input.required('GroupId');
    const rules = readPermissions(input);
    const ids = input.list('SecurityGroupRuleId');
    input.end();
    if (rules.length + ids.length === 0) throw noPermissions();
    permit(onResource(account, networks, 'security-group', id));
    await revokeRules(networks, id, direction, { rules, ids });
    return { return: true, unknownIpPermissionSet: [] };
  };
}

function noPermissions(): AwsError {
  return new AwsError('MissingParameter', 'The request must contain the parameter ipPermissions');
}
