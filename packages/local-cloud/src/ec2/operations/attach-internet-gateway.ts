import { onResource } from '../condition-keys.ts';
import type { Ec2Operation } from '../ec2-call.ts';
import { attachInternetGateway as attach } from '../internet-gateways.ts';

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AttachInternetGateway.html */
export const attachInternetGateway: Ec2Operation = async ({ account, networks, input, permit }) => {
  const id = input.required('InternetGatewayId');
  const vpcId = input.required('VpcId');
  input.end();
  permit(onResource(account, networks, 'internet-gateway', id), onResource(account, networks, 'vpc', vpcId));
  await attach(networks, id, vpcId);
  return { return: true };
};
