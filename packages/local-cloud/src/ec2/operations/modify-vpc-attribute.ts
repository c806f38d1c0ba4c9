import { AwsError } from '../../aws/aws-error.ts';
import { onResource } from '../condition-keys.ts';
import type { Ec2Operation } from '../ec2-call.ts';

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyVpcAttribute.html */
export const modifyVpcAttribute: Ec2Operation = async ({ account, networks, input, permit }) => {
  const id = input.required('VpcId');
  const dnsSupport = input.attribute('EnableDnsSupport');
  const dnsHostnames = input.attribute('EnableDnsHostnames');
  const usageMetrics = input.attribute('EnableNetworkAddressUsageMetrics');
  input.end();
  const given = [dnsSupport, dnsHostnames, usageMetrics].filter((value) => value !== undefined);
  if (given.length === 0) {
    throw new AwsError('MissingParameter', 'The request must contain an attribute to modify.');
  }
  if (given.length > 1) {
    throw new AwsError('InvalidParameterCombination', 'Fields for multiple attribute types specified');
  }
  permit(onResource(account, networks, 'vpc', id));
  await networks.changeVpc(id, (vpc) => {
    if (dnsHostnames === true && !vpc.dnsSupport) {
      throw new AwsError(
        'InvalidParameterCombination',
        'DNS hostnames can only be enabled when DNS support is enabled.',
      );
    }
    return {
      ...vpc,
      dnsSupport: dnsSupport ?? vpc.dnsSupport,
      dnsHostnames: dnsHostnames ?? vpc.dnsHostnames,
      usageMetrics: usageMetrics ?? vpc.usageMetrics,
    };
  });
  return { return: true };
};
