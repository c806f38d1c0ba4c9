import { AwsError } from '../../aws/aws-error.ts';
import { onResource } from '../condition-keys.ts';
import type { Ec2Operation } from '../ec2-call.ts';
import { readPermissions } from '../rule-input.ts';
import { revokeRules } from '../security-groups.ts';

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RevokeSecurityGroupIngress.html */
export const revokeSecurityGroupIngress: Ec2Operation = async ({ account, networks, input, permit }) => {
  input.refuse('GroupName');
  const id = input.required('GroupId');
  const rules = readPermissions(input);
  const ids = input.list('SecurityGroupRuleId');
  input.end();
  if (rules.length + ids.length === 0) {
    throw new AwsError('MissingParameter', 'The request must contain the parameter ipPermissions');
  }
  permit(onResource(account, networks, 'security-group', id));
  await revokeRules(networks, id, 'ingress', { rules, ids });
  return { return: true, unknownIpPermissionSet: [] };
};
