import { onResource } from '../condition-keys.ts';
import type { Ec2Operation } from '../ec2-call.ts';
import { deleteSecurityGroup as remove } from '../security-groups.ts';

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteSecurityGroup.html */
export const deleteSecurityGroup: Ec2Operation = async ({ account, networks, input, permit }) => {
  input.refuse('GroupName');
  const id = input.required('GroupId');
  input.end();
  permit(onResource(account, networks, 'security-group', id));
  await remove(networks, id);
  return { groupId: id, return: true };
};
