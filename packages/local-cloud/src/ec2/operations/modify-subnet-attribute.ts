import { AwsError } from '../../aws/aws-error.ts';
import { onResource } from '../condition-keys.ts';
import type { Ec2Operation } from '../ec2-call.ts';
import { invalidValue } from '../ec2-errors.ts';

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifySubnetAttribute.html */
export const modifySubnetAttribute: Ec2Operation = async ({ account, networks, input, permit }) => {
  input.refuse(
    'AssignIpv6AddressOnCreation',
    'CustomerOwnedIpv4Pool',
    'DisableLniAtDeviceIndex',
    'EnableDns64',
    'EnableLniAtDeviceIndex',
    'MapCustomerOwnedIpOnLaunch',
  );
  const id = input.required('SubnetId');
  const mapPublicIpOnLaunch = input.attribute('MapPublicIpOnLaunch');
  const dnsARecord = input.attribute('EnableResourceNameDnsARecordOnLaunch');
  const dnsAaaaRecord = input.attribute('EnableResourceNameDnsAAAARecordOnLaunch');
  const hostnameType = input.text('PrivateDnsHostnameTypeOnLaunch');
  input.end();
  if (hostnameType !== undefined && hostnameType !== 'ip-name' && hostnameType !== 'resource-name') {
    throw invalidValue(
      hostnameType,
      'privateDnsHostnameTypeOnLaunch',
      'It must be ip-name or resource-name.',
    );
  }
  const changes = [mapPublicIpOnLaunch, dnsARecord, dnsAaaaRecord, hostnameType];
  if (changes.filter((value) => value !== undefined).length > 1) {
    throw new AwsError('InvalidParameterCombination', 'Fields for multiple attribute types specified');
  }
  permit(onResource(account, networks, 'subnet', id));
  await networks.changeSubnet(id, (subnet) => ({
    ...subnet,
    mapPublicIpOnLaunch: mapPublicIpOnLaunch ?? subnet.mapPublicIpOnLaunch,
    dnsARecord: dnsARecord ?? subnet.dnsARecord,
    dnsAaaaRecord: dnsAaaaRecord ?? subnet.dnsAaaaRecord,
    hostnameType: hostnameType ?? subnet.hostnameType,
  }));
  return { return: true };
};
