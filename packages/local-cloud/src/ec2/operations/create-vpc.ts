import { AwsError } from '../../aws/aws-error.ts';
import { requestTagKeys, taggingPermission } from '../condition-keys.ts';
import type { Ec2Operation } from '../ec2-call.ts';
import { invalidValue } from '../ec2-errors.ts';
import { readNetworkBlock } from '../network-block.ts';
import { resourceArn } from '../network-record.ts';
import { vpcXml } from '../network-xml.ts';

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpc.html */
export const createVpc: Ec2Operation = async ({ account, networks, input, permit }) => {
  input.refuse(
    'AmazonProvidedIpv6CidrBlock',
    'Ipv4IpamPoolId',
    'Ipv4NetmaskLength',
    'Ipv6CidrBlock',
    'Ipv6CidrBlockNetworkBorderGroup',
    'Ipv6IpamPoolId',
    'Ipv6NetmaskLength',
    'Ipv6Pool',
    'VpcEncryptionControl',
  );
  const block = input.text('CidrBlock');
  if (block === undefined || block === '') {
    throw new AwsError('MissingParameter', "Either 'cidrBlock' or 'ipv4IpamPoolId' should be provided.");
  }
  const cidr = readNetworkBlock(block, 'Vpc');
  const tenancy = input.text('InstanceTenancy') ?? 'default';
  if (tenancy !== 'default' && tenancy !== 'dedicated') {
    throw invalidValue(tenancy, 'instanceTenancy', 'It must be default or dedicated.');
  }
  const tags = input.tagSpecification('vpc');
  input.end();
  const resource = resourceArn(account, { type: 'vpc', id: '*' });
  permit(
    { resource, context: { 'ec2:Tenancy': tenancy, ...requestTagKeys(tags) } },
    ...taggingPermission(resource, 'CreateVpc', tags),
  );
  return { vpc: vpcXml(account, await networks.createVpc({ cidr, tenancy, tags }), 'pending') };
};
