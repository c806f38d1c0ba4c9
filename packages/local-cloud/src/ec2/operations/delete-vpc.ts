import { onResource } from '../condition-keys.ts';
import type { Ec2Operation } from '../ec2-call.ts';

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteVpc.html */
export const deleteVpc: Ec2Operation = async ({ account, networks, input, permit }) => {
  const id = input.required('VpcId');
  input.end();
  permit(onResource(account, networks, 'vpc', id));
  await networks.deleteVpc(id);
  return { return: true };
};
