import type { Account } from '../aws/account.ts';
import { regionalArn } from '../aws/account.ts';
import { cidrSize, parseCidr } from './cidr.ts';
import type { Tags } from './tags.ts';

/** A VPC, with the ids of what AWS makes together with it. */
export interface VpcRecord {
  /** `vpc-` and 17 hexadecimal digits; the others likewise. */
  readonly id: string;
  readonly cidr: string;
  readonly tenancy: 'default' | 'dedicated';
  readonly cidrAssociationId: string;
  readonly routeTableId: string;
  readonly routeTableAssociationId: string;
  readonly networkAclId: string;
  readonly securityGroupId: string;
  readonly dnsSupport: boolean;
  readonly dnsHostnames: boolean;
  readonly usageMetrics: boolean;
  /** By resource id: the VPC's own tags and those of its network ACL. */
  readonly tags: Readonly<Record<string, Tags>>;
  /** Names the creation by a template, so that it can be tried again. */
  readonly creationToken?: string;
}

export interface SubnetRecord {
  readonly id: string;
  readonly vpcId: string;
  readonly cidr: string;
  /** `us-east-1a` */
  readonly zone: string;
  readonly networkAclAssociationId: string;
  readonly mapPublicIpOnLaunch: boolean;
  readonly hostnameType: 'ip-name' | 'resource-name';
  readonly dnsARecord: boolean;
  readonly dnsAaaaRecord: boolean;
  readonly tags: Tags;
  readonly creationToken?: string;
}

/** Where packets to a block of addresses go, beside those that stay within the VPC. */
export interface RouteRecord {
  /** A CIDR block. */
  readonly destination: string;
  /** The id of an internet gateway. */
  readonly gatewayId: string;
}

export interface RouteTableRecord {
  readonly type: 'route-table';
  readonly id: string;
  readonly vpcId: string;
  /** Whether it came with the VPC and serves the subnets that name no other. */
  readonly main: boolean;
  readonly routes: readonly RouteRecord[];
  readonly associations: readonly { readonly id: string; readonly subnetId: string }[];
  readonly tags: Tags;
  readonly creationToken?: string;
}

export interface InternetGatewayRecord {
  readonly type: 'internet-gateway';
  readonly id: string;
  /** Absent while it is not attached. */
  readonly vpcId?: string;
  readonly tags: Tags;
  readonly creationToken?: string;
}

/** One rule of a security group, with one source or destination. */
export interface RuleRecord {
  /** `sgr-...` */
  readonly id: string;
  /** `tcp`, `udp`, `icmp`, a number, or `-1` for all. */
  readonly protocol: string;
  readonly fromPort?: number;
  readonly toPort?: number;
  /** The peer: a block of addresses, or the members of a group. */
  readonly peer: { readonly cidr: string } | { readonly cidrIpv6: string } | { readonly groupId: string };
  readonly description?: string;
}

export interface SecurityGroupRecord {
  readonly type: 'security-group';
  readonly id: string;
  readonly vpcId: string;
  readonly name: string;
  readonly description: string;
  readonly ingress: readonly RuleRecord[];
  readonly egress: readonly RuleRecord[];
  readonly tags: Tags;
  readonly creationToken?: string;
}

/** What VPCs are made of beside subnets. */
export type NetworkPart = RouteTableRecord | InternetGatewayRecord | SecurityGroupRecord;

/** A resource that has an id and tags. */
export type NetworkResource =
  | { readonly type: 'subnet'; readonly id: string; readonly subnet: SubnetRecord }
  | { readonly type: 'vpc' | 'network-acl'; readonly id: string; readonly vpc: VpcRecord }
  | { readonly type: NetworkPart['type']; readonly id: string; readonly part: NetworkPart };

/** The VPC itself and its network ACL. */
export function resourcesOfVpc(vpc: VpcRecord): readonly NetworkResource[] {
  return [
    { type: 'vpc', id: vpc.id, vpc },
    { type: 'network-acl', id: vpc.networkAclId, vpc },
  ];
}

export function tagsOf(resource: NetworkResource): Tags {
  if ('subnet' in resource) return resource.subnet.tags;
  return 'part' in resource ? resource.part.tags : (resource.vpc.tags[resource.id] ?? {});
}

/** The route table that a VPC comes with. */
export function mainRouteTable({ id, routeTableId, tags }: VpcRecord): RouteTableRecord {
  return {
    type: 'route-table',
    id: routeTableId,
    vpcId: id,
    main: true,
    routes: [],
    associations: [],
    tags: tags[routeTableId] ?? {},
  };
}

/** The security group that a VPC comes with: in from its own members, out to everywhere. */
export function defaultSecurityGroup({ id, securityGroupId, tags }: VpcRecord): SecurityGroupRecord {
  const rule = (number: string): string => `sgr-0${securityGroupId.slice(4, -1)}${number}`;
  return {
    type: 'security-group',
    id: securityGroupId,
    vpcId: id,
    name: 'default',
    description: 'default VPC security group',
    ingress: [{ id: rule('1'), protocol: '-1', peer: { groupId: securityGroupId } }],
    egress: [{ id: rule('2'), protocol: '-1', peer: { cidr: '0.0.0.0/0' } }],
    tags: tags[securityGroupId] ?? {},
  };
}

export function resourceArn(account: Account, { type, id }: Pick<NetworkResource, 'type' | 'id'>): string {
  return regionalArn(account, 'ec2', `${type}/${id}`);
}

/** The first four addresses of a subnet and its last are AWS's own. */
const RESERVED_ADDRESSES = 5;

export function availableAddresses({ cidr }: SubnetRecord): number {
  return cidrSize(parseCidr(cidr) ?? { prefix: 32 }) - RESERVED_ADDRESSES;
}
