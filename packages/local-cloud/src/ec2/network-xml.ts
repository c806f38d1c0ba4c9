import { createHash } from 'node:crypto';
import { type Account, regionalArn } from '../aws/account.ts';
import { availableAddresses, resourceArn, type SubnetRecord, type VpcRecord } from './network-record.ts';
import { tagSet } from './tags.ts';
import type { Ec2Members } from './wire.ts';
import { availabilityZones } from './zones.ts';

/** The account's one set of DHCP options, which every VPC has. */
export function dhcpOptionsId({ accountId, region }: Account): string {
  const digest = createHash('sha256').update(`dhcp options of ${accountId} in ${region}`).digest('hex');
  return `dopt-0${digest.slice(0, 16)}`;
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Vpc.html */
export function vpcXml(account: Account, vpc: VpcRecord, state: 'pending' | 'available'): Ec2Members {
  return {
    vpcId: vpc.id,
    ownerId: account.accountId,
    state,
    cidrBlock: vpc.cidr,
    cidrBlockAssociationSet: [
      {
        cidrBlock: vpc.cidr,
        associationId: vpc.cidrAssociationId,
        cidrBlockState: { state: 'associated' },
      },
    ],
    ipv6CidrBlockAssociationSet: [],
    dhcpOptionsId: dhcpOptionsId(account),
    tagSet: tagSet(vpc.tags[vpc.id] ?? {}),
    instanceTenancy: vpc.tenancy,
    isDefault: false,
  };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Subnet.html */
export function subnetXml(account: Account, subnet: SubnetRecord): Ec2Members {
  return {
    subnetId: subnet.id,
    subnetArn: resourceArn(account, { type: 'subnet', id: subnet.id }),
    state: 'available',
    ownerId: account.accountId,
    vpcId: subnet.vpcId,
    cidrBlock: subnet.cidr,
    ipv6CidrBlockAssociationSet: [],
    availableIpAddressCount: availableAddresses(subnet),
    availabilityZone: subnet.zone,
    availabilityZoneId: zoneId(account, subnet),
    defaultForAz: false,
    mapPublicIpOnLaunch: subnet.mapPublicIpOnLaunch,
    assignIpv6AddressOnCreation: false,
    mapCustomerOwnedIpOnLaunch: false,
    tagSet: tagSet(subnet.tags),
    enableDns64: false,
    ipv6Native: false,
    privateDnsNameOptionsOnLaunch: {
      hostnameType: subnet.hostnameType,
      enableResourceNameDnsARecord: subnet.dnsARecord,
      enableResourceNameDnsAAAARecord: subnet.dnsAaaaRecord,
    },
  };
}

export function zoneId(account: Account, { zone }: SubnetRecord): string {
  return availabilityZones(account).find(({ name }) => name === zone)?.id ?? '';
}

/** The main route table: what stays within the VPC is delivered there. */
export function routeTableXml(account: Account, vpc: VpcRecord): Ec2Members {
  return {
    routeTableId: vpc.routeTableId,
    vpcId: vpc.id,
    ownerId: account.accountId,
    routeSet: [
      {
        destinationCidrBlock: vpc.cidr,
        gatewayId: 'local',
        state: 'active',
        origin: 'CreateRouteTable',
      },
    ],
    associationSet: [
      {
        routeTableAssociationId: vpc.routeTableAssociationId,
        routeTableId: vpc.routeTableId,
        main: true,
        associationState: { state: 'associated' },
      },
    ],
    propagatingVgwSet: [],
    tagSet: tagSet(vpc.tags[vpc.routeTableId] ?? {}),
  };
}

/** The default security group: in from its own members, out to everywhere. */
export function securityGroupXml(account: Account, vpc: VpcRecord): Ec2Members {
  const { accountId } = account;
  return {
    ownerId: accountId,
    groupId: vpc.securityGroupId,
    securityGroupArn: regionalArn(account, 'ec2', `security-group/${vpc.securityGroupId}`),
    groupName: 'default',
    groupDescription: 'default VPC security group',
    vpcId: vpc.id,
    ipPermissions: [
      {
        ipProtocol: '-1',
        groups: [{ userId: accountId, groupId: vpc.securityGroupId }],
        ipRanges: [],
        ipv6Ranges: [],
        prefixListIds: [],
      },
    ],
    ipPermissionsEgress: [
      {
        ipProtocol: '-1',
        groups: [],
        ipRanges: [{ cidrIp: '0.0.0.0/0' }],
        ipv6Ranges: [],
        prefixListIds: [],
      },
    ],
    tagSet: tagSet(vpc.tags[vpc.securityGroupId] ?? {}),
  };
}

/** The default network ACL: everything in, everything out. */
export function networkAclXml(
  account: Account,
  vpc: VpcRecord,
  subnets: readonly SubnetRecord[],
): Ec2Members {
  const entry = (egress: boolean, ruleNumber: number, ruleAction: string): Ec2Members => ({
    ruleNumber,
    protocol: '-1',
    ruleAction,
    egress,
    cidrBlock: '0.0.0.0/0',
  });
  return {
    networkAclId: vpc.networkAclId,
    vpcId: vpc.id,
    ownerId: account.accountId,
    default: true,
    entrySet: [true, false].flatMap((egress) => [entry(egress, 100, 'allow'), entry(egress, 32767, 'deny')]),
    associationSet: subnets.map((subnet) => ({
      networkAclAssociationId: subnet.networkAclAssociationId,
      networkAclId: vpc.networkAclId,
      subnetId: subnet.id,
    })),
    tagSet: tagSet(vpc.tags[vpc.networkAclId] ?? {}),
  };
}
