import { AwsError } from '../../aws/aws-error.ts';
import { onResource, requestTagKeys, taggingPermission } from '../condition-keys.ts';
import type { Ec2Operation } from '../ec2-call.ts';
import { resourceArn } from '../network-record.ts';
import { createSecurityGroup as create } from '../security-groups.ts';
import { tagSet } from '../tags.ts';

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html */
export const createSecurityGroup: Ec2Operation = async ({ account, networks, input, permit }) => {
  const name = input.required('GroupName');
  const description = input.required('GroupDescription');
  const vpcId = input.text('VpcId');
  const tags = input.tagSpecification('security-group');
  input.end();
  if (vpcId === undefined) throw new AwsError('VPCIdNotSpecified', 'No default VPC for this user');
  const resource = resourceArn(account, { type: 'security-group', id: '*' });
  const vpc = onResource(account, networks, 'vpc', vpcId);
  permit(
    { resource, context: { 'ec2:Vpc': vpc.resource ?? '', ...requestTagKeys(tags) } },
    vpc,
    ...taggingPermission(resource, 'CreateSecurityGroup', tags),
  );
  const group = await create(networks, { vpcId, name, description, tags });
  return {
    groupId: group.id,
    securityGroupArn: resourceArn(account, group),
    tagSet: tagSet(tags),
    return: true,
  };
};
