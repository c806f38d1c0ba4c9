import { onResource } from '../condition-keys.ts';
import type { Ec2Operation } from '../ec2-call.ts';
import { invalidValue } from '../ec2-errors.ts';

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcAttribute.html */
export const describeVpcAttribute: Ec2Operation = async ({ account, networks, input, permit }) => {
  const id = input.required('VpcId');
  const attribute = input.required('Attribute');
  input.end();
  permit(onResource(account, networks, 'vpc', id));
  const { dnsSupport, dnsHostnames, usageMetrics } = networks.vpc(id);
  const values: Readonly<Record<string, boolean>> = {
    enableDnsSupport: dnsSupport,
    enableDnsHostnames: dnsHostnames,
    enableNetworkAddressUsageMetrics: usageMetrics,
  };
  const value = Object.hasOwn(values, attribute) ? values[attribute] : undefined;
  if (value === undefined) {
    throw invalidValue(attribute, 'attribute', `It must be one of ${Object.keys(values).join(', ')}.`);
  }
  return { vpcId: id, [attribute]: { value } };
};
