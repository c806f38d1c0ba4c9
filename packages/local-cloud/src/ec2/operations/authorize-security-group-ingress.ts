import { AwsError } from '../../aws/aws-error.ts';
import { onResource } from '../condition-keys.ts';
import type { Ec2Operation } from '../ec2-call.ts';
import { ruleXml } from '../network-xml.ts';
import { readPermissions } from '../rule-input.ts';
import { authorizeRules } from '../security-groups.ts';

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AuthorizeSecurityGroupIngress.html */
export const authorizeSecurityGroupIngress: Ec2Operation = async ({ account, networks, input, permit }) => {
  input.refuse('GroupName', 'TagSpecification');
  const id = input.required('GroupId');
  const rules = readPermissions(input);
  input.end();
  if (rules.length === 0) {
    throw new AwsError('MissingParameter', 'The request must contain the parameter ipPermissions');
  }
  permit(onResource(account, networks, 'security-group', id));
  const added = await authorizeRules(networks, id, 'ingress', rules);
  const group = networks.securityGroup(id);
  return {
    return: true,
    securityGroupRuleSet: added.map((rule) => ruleXml(account, group, rule, false)),
  };
};
