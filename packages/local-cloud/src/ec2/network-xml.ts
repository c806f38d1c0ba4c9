import { createHash } from 'node:crypto';
import { type Account, regionalArn } from '../aws/account.ts';
import {
  availableAddresses,
  type InternetGatewayRecord,
  type RouteTableRecord,
  type RuleRecord,
  resourceArn,
  type SecurityGroupRecord,
  type SubnetRecord,
  type VpcRecord,
} from './network-record.ts';
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

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RouteTable.html */
export function routeTableXml(account: Account, vpc: VpcRecord, table: RouteTableRecord): Ec2Members {
  const association = (id: string, subnetId?: string): Ec2Members => ({
    routeTableAssociationId: id,
    routeTableId: table.id,
    ...(subnetId === undefined ? {} : { subnetId }),
    main: subnetId === undefined,
    associationState: { state: 'associated' },
  });
  const route = (destinationCidrBlock: string, gatewayId: string, origin: string): Ec2Members => ({
    destinationCidrBlock,
    gatewayId,
    state: 'active',
    origin,
  });
  return {
    routeTableId: table.id,
    vpcId: table.vpcId,
    ownerId: account.accountId,
    routeSet: [
      route(vpc.cidr, 'local', 'CreateRouteTable'),
      ...table.routes.map(({ destination, gatewayId }) => route(destination, gatewayId, 'CreateRoute')),
    ],
    associationSet: [
      ...(table.main ? [association(vpc.routeTableAssociationId)] : []),
      ...table.associations.map(({ id, subnetId }) => association(id, subnetId)),
    ],
    propagatingVgwSet: [],
    tagSet: tagSet(table.tags),
  };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InternetGateway.html */
export function internetGatewayXml(account: Account, gateway: InternetGatewayRecord): Ec2Members {
  return {
    internetGatewayId: gateway.id,
    ownerId: account.accountId,
    attachmentSet: gateway.vpcId === undefined ? [] : [{ vpcId: gateway.vpcId, state: 'available' }],
    tagSet: tagSet(gateway.tags),
  };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SecurityGroup.html */
export function securityGroupXml(account: Account, group: SecurityGroupRecord): Ec2Members {
  return {
    ownerId: account.accountId,
    groupId: group.id,
    securityGroupArn: resourceArn(account, group),
    groupName: group.name,
    groupDescription: group.description,
    vpcId: group.vpcId,
    ipPermissions: permissionsXml(account, group.ingress),
    ipPermissionsEgress: permissionsXml(account, group.egress),
    tagSet: tagSet(group.tags),
  };
}

/** Rules of the same protocol and ports are shown together. */
function permissionsXml(account: Account, rules: readonly RuleRecord[]): Ec2Members[] {
  const byPorts = new Map<string, RuleRecord[]>();
  for (const rule of rules) {
    const key = `${rule.protocol} ${rule.fromPort} ${rule.toPort}`;
    byPorts.set(key, [...(byPorts.get(key) ?? []), rule]);
  }
  return [...byPorts.values()].map((same) => {
    const [{ protocol, fromPort, toPort } = { protocol: '-1', fromPort: undefined, toPort: undefined }] =
      same;
    const peers = {
      groups: [] as Ec2Members[],
      ipRanges: [] as Ec2Members[],
      ipv6Ranges: [] as Ec2Members[],
    };
    for (const { peer, description } of same) {
      if ('cidr' in peer) peers.ipRanges.push({ cidrIp: peer.cidr, description });
      else if ('cidrIpv6' in peer) peers.ipv6Ranges.push({ cidrIpv6: peer.cidrIpv6, description });
      else peers.groups.push({ userId: account.accountId, groupId: peer.groupId, description });
    }
    return { ipProtocol: protocol, fromPort, toPort, ...peers, prefixListIds: [] };
  });
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SecurityGroupRule.html */
export function ruleXml(
  account: Account,
  group: SecurityGroupRecord,
  rule: RuleRecord,
  isEgress: boolean,
): Ec2Members {
  const { peer } = rule;
  return {
    securityGroupRuleId: rule.id,
    securityGroupRuleArn: regionalArn(account, 'ec2', `security-group-rule/${rule.id}`),
    groupId: group.id,
    groupOwnerId: account.accountId,
    isEgress,
    ipProtocol: rule.protocol,
    fromPort: rule.fromPort ?? -1,
    toPort: rule.toPort ?? -1,
    ...('cidr' in peer ? { cidrIpv4: peer.cidr } : {}),
    ...('cidrIpv6' in peer ? { cidrIpv6: peer.cidrIpv6 } : {}),
    ...('groupId' in peer
      ? { referencedGroupInfo: { groupId: peer.groupId, userId: account.accountId } }
      : {}),
    description: rule.description,
    tagSet: [],
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
