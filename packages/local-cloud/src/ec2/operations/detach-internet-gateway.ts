import { onResource } from '../condition-keys.ts';
import type { Ec2Operation } from '../ec2-call.ts';
import { detachInternetGateway as detach } from '../internet-gateways.ts';

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DetachInternetGateway.html */
export const detachInternetGateway: Ec2Operation = async ({ account, networks, input, permit }) => {
  const id = input.required('InternetGatewayId');
  const vpcId = input.required('VpcId');
  input.end();
  permit(onResource(account, networks, 'internet-gateway', id), onResource(account, networks, 'vpc', vpcId));
  await detach(networks, id, vpcId);
  return { return: true };
};
