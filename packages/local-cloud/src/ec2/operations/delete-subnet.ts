import { onResource } from '../condition-keys.ts';
import type { Ec2Operation } from '../ec2-call.ts';

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteSubnet.html */
export const deleteSubnet: Ec2Operation = async ({ account, networks, input, permit }) => {
  const id = input.required('SubnetId');
  input.end();
  permit(onResource(account, networks, 'subnet', id));
  await networks.deleteSubnet(id);
  return { return: true };
};
