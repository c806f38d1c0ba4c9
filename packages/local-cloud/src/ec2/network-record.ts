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
  /** By resource id: the VPC's own tags and those of its route table, network ACL and security group. */
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

/** A resource that has an id and tags. */
export type NetworkResource =
  | { readonly type: 'subnet'; readonly id: string; readonly subnet: SubnetRecord }
  | {
      readonly type: 'vpc' | 'route-table' | 'network-acl' | 'security-group';
      readonly id: string;
      readonly vpc: VpcRecord;
    };

/** The VPC itself and what was made with it. */
export function resourcesOfVpc(vpc: VpcRecord): readonly NetworkResource[] {
  return [
    { type: 'vpc', id: vpc.id, vpc },
    { type: 'route-table', id: vpc.routeTableId, vpc },
    { type: 'network-acl', id: vpc.networkAclId, vpc },
    { type: 'security-group', id: vpc.securityGroupId, vpc },
  ];
}

export function tagsOf(resource: NetworkResource): Tags {
  return resource.type === 'subnet' ? resource.subnet.tags : (resource.vpc.tags[resource.id] ?? {});
}

export function resourceArn(account: Account, { type, id }: Pick<NetworkResource, 'type' | 'id'>): string {
  return regionalArn(account, 'ec2', `${type}/${id}`);
}

/** The first four addresses of a subnet and its last are AWS's own. */
const RESERVED_ADDRESSES = 5;

export function availableAddresses({ cidr }: SubnetRecord): number {
  return cidrSize(parseCidr(cidr) ?? { prefix: 32 }) - RESERVED_ADDRESSES;
}
