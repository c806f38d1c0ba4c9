import { onResource } from '../condition-keys.ts';
import type { Ec2Operation } from '../ec2-call.ts';
import { deleteInternetGateway as remove } from '../internet-gateways.ts';

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteInternetGateway.html */
export const deleteInternetGateway: Ec2Operation = async ({ account, networks, input, permit }) => {
  const id = input.required('InternetGatewayId');
  input.end();
  permit(onResource(account, networks, 'internet-gateway', id));
  await remove(networks, id);
  return { return: true };
};
