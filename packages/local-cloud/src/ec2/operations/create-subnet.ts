import { AwsError } from '../../aws/aws-error.ts';
import { onResource, requestTagKeys, taggingPermission } from '../condition-keys.ts';
import type { Ec2Call, Ec2Operation } from '../ec2-call.ts';
import { invalidValue } from '../ec2-errors.ts';
import { readNetworkBlock } from '../network-block.ts';
import { resourceArn } from '../network-record.ts';
import { subnetXml } from '../network-xml.ts';
import { availabilityZones } from '../zones.ts';

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSubnet.html */
export const createSubnet: Ec2Operation = async (call) => {
  const { account, networks, input, permit } = call;
  input.refuse(
    'Ipv4IpamPoolId',
    'Ipv4NetmaskLength',
    'Ipv6CidrBlock',
    'Ipv6IpamPoolId',
    'Ipv6Native',
    'Ipv6NetmaskLength',
    'OutpostArn',
  );
  const vpcId = input.required('VpcId');
  const block = input.text('CidrBlock');
  if (block === undefined || block === '') {
    throw new AwsError('MissingParameter', "Either 'cidrBlock' or 'ipv4IpamPoolId' should be provided.");
  }
  const cidr = readNetworkBlock(block, 'Subnet');
  const zones = readZones(call);
  const tags = input.tagSpecification('subnet');
  input.end();
  const resource = resourceArn(account, { type: 'subnet', id: '*' });
  const { context: ofVpc = {}, ...vpc } = onResource(account, networks, 'vpc', vpcId);
  const zone = zones.length === 1 && zones[0] !== undefined ? { 'ec2:AvailabilityZone': zones[0] } : {};
  permit(
    {
      resource,
      context: {
        'ec2:Vpc': resourceArn(account, { type: 'vpc', id: vpcId }),
        ...zone,
        ...requestTagKeys(tags),
      },
    },
    { ...vpc, context: ofVpc },
    ...taggingPermission(resource, 'CreateSubnet', tags),
  );
  return { subnet: subnetXml(account, await networks.createSubnet({ vpcId, cidr, zones, tags })) };
};

/** The zones that the subnet may be in: the one asked for, or any. */
function readZones({ account, input }: Ec2Call): readonly string[] {
  const all = availabilityZones(account);
  const name = input.text('AvailabilityZone');
  const id = input.text('AvailabilityZoneId');
  if (name !== undefined && id !== undefined) {
    throw new AwsError(
      'InvalidParameterCombination',
      'Specify either AvailabilityZone or AvailabilityZoneId, not both.',
    );
  }
  const wanted = all.filter(
    (zone) => (name === undefined || zone.name === name) && (id === undefined || zone.id === id),
  );
  if (wanted.length > 0) return wanted.map((zone) => zone.name);
  const known = all.map((zone) => (id === undefined ? zone.name : zone.id)).join(', ');
  throw invalidValue(
    name ?? id ?? '',
    id === undefined ? 'availabilityZone' : 'availabilityZoneId',
    `Subnets can currently only be created in the following availability zones: ${known}.`,
  );
}
