import { AwsError } from '../aws/aws-error.ts';
import type { Sources } from '../aws/sources.ts';
import { type JsonCollection, jsonCollection } from '../store/json-collection.ts';
import type { OrderedStore } from '../store/ordered-store.ts';
import { type Cidr, cidrContains, cidrsOverlap, formatCidr, parseCidr } from './cidr.ts';
import { notFound } from './ec2-errors.ts';
import {
  defaultSecurityGroup,
  type InternetGatewayRecord,
  mainRouteTable,
  type NetworkPart,
  type NetworkResource,
  type RouteTableRecord,
  resourcesOfVpc,
  type SecurityGroupRecord,
  type SubnetRecord,
  type VpcRecord,
} from './network-record.ts';
import type { Tags } from './tags.ts';

/** More than the five that a new account has: on one machine every trial adds some. */
const MOST_VPCS = 50;
const MOST_SUBNETS_OF_VPC = 200;

export interface NewVpc extends Pick<VpcRecord, 'tenancy'> {
  readonly cidr: Cidr;
  readonly tags: Tags;
  readonly dnsSupport?: boolean;
  readonly dnsHostnames?: boolean;
  readonly creationToken?: string;
}

export interface NewSubnet extends Pick<SubnetRecord, 'vpcId' | 'tags'> {
  readonly cidr: Cidr;
  /** Chosen among these when the caller names one alone. */
  readonly zones: readonly string[];
  readonly mapPublicIpOnLaunch?: boolean;
  readonly creationToken?: string;
}

type NetworkRecord = VpcRecord | SubnetRecord | NetworkPart;

/** What one change writes. All of it becomes durable at once, or nothing. */
export interface NetworkChange {
  put(record: NetworkRecord): void;
  delete(id: string): void;
  newId(prefix: string): string;
}

/**
 * The account's VPCs, subnets and what else they are made of. They are few, so all of them are in memory; changes come one after the
 * other, and each is durable before it is seen.
 */
export class NetworkStore {
  readonly #collection: JsonCollection<NetworkRecord>;
  readonly #store: OrderedStore;
  readonly #sources: Sources;
  readonly #vpcs = new Map<string, VpcRecord>();
  /** By VPC id, then by id. */
  readonly #subnets = new Map<string, Map<string, SubnetRecord>>();
  /** Route tables, gateways and groups, by id. */
  readonly #parts = new Map<string, NetworkPart>();
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(store: OrderedStore, sources: Sources) {
    this.#store = store;
    this.#collection = jsonCollection(store);
    this.#sources = sources;
  }

  static async open(store: OrderedStore, sources: Sources): Promise<NetworkStore> {
    const networks = new NetworkStore(store, sources);
    for await (const [, record] of networks.#collection.list()) networks.#remember(record);
    // Earlier versions kept no records of what comes with a VPC.
    for (const vpc of networks.vpcs()) {
      for (const part of [mainRouteTable(vpc), defaultSecurityGroup(vpc)]) {
        if (!networks.#parts.has(part.id)) networks.#parts.set(part.id, part);
      }
    }
    return networks;
  }

  vpcs(): VpcRecord[] {
    return [...this.#vpcs.values()];
  }

  /** Throws AwsError `InvalidVpcID.NotFound`. */
  vpc(id: string): VpcRecord {
    const vpc = this.#vpcs.get(id);
    if (vpc === undefined) throw notFound(id, 'vpc');
    return vpc;
  }

  subnets(): SubnetRecord[] {
    return [...this.#subnets.values()].flatMap((subnets) => [...subnets.values()]);
  }

  subnetsOf(vpcId: string): SubnetRecord[] {
    return [...(this.#subnets.get(vpcId)?.values() ?? [])];
  }

  /** Throws AwsError `InvalidSubnetID.NotFound`. */
  subnet(id: string): SubnetRecord {
    for (const subnets of this.#subnets.values()) {
      const subnet = subnets.get(id);
      if (subnet !== undefined) return subnet;
    }
    throw notFound(id, 'subnet');
  }

  routeTables(): RouteTableRecord[] {
    return [...this.#parts.values()].filter((part) => part.type === 'route-table');
  }

  internetGateways(): InternetGatewayRecord[] {
    return [...this.#parts.values()].filter((part) => part.type === 'internet-gateway');
  }

  securityGroups(): SecurityGroupRecord[] {
    return [...this.#parts.values()].filter((part) => part.type === 'security-group');
  }

  /** Throws AwsError `InvalidRouteTableID.NotFound`. */
  routeTable(id: string): RouteTableRecord {
    const part = this.#parts.get(id);
    if (part?.type !== 'route-table') throw notFound(id, 'rtb');
    return part;
  }

  /** Throws AwsError `InvalidInternetGatewayID.NotFound`. */
  internetGateway(id: string): InternetGatewayRecord {
    const part = this.#parts.get(id);
    if (part?.type !== 'internet-gateway') throw notFound(id, 'igw');
    return part;
  }

  /** Throws AwsError `InvalidGroup.NotFound`. */
  securityGroup(id: string): SecurityGroupRecord {
    const part = this.#parts.get(id);
    if (part?.type !== 'security-group') throw notFound(id, 'sg');
    return part;
  }

  /** Runs `work` when the changes before it are done, and writes what it puts and deletes. */
  change<Result>(work: (change: NetworkChange) => Result): Promise<Result> {
    return this.#inTurn(async () => {
      const puts = new Map<string, NetworkRecord>();
      const deletes = new Set<string>();
      const result = work({
        put: (record) => void puts.set(record.id, record),
        delete: (id) => void deletes.add(id),
        newId: (prefix) => this.#newId(prefix),
      });
      await this.#store.write([
        ...[...puts].map(([id, record]) => this.#collection.putWrite(id, record)),
        ...[...deletes].map((id) => this.#collection.deleteWrite(id)),
      ]);
      for (const record of puts.values()) this.#remember(record);
      for (const id of deletes) this.#forget(id);
      return result;
    });
  }

  /** Everything that has an id and tags. */
  resources(): NetworkResource[] {
    return [
      ...this.vpcs().flatMap(resourcesOfVpc),
      ...[...this.#parts.values()].map((part) => ({ type: part.type, id: part.id, part })),
      ...this.subnets().map((subnet) => ({ type: 'subnet', id: subnet.id, subnet }) as const),
    ];
  }

  createVpc({ cidr, tags, creationToken, ...settings }: NewVpc): Promise<VpcRecord> {
    return this.change(({ put, newId }) => {
      const existing = this.vpcs().find((vpc) => isSameCreation(vpc, creationToken));
      if (existing !== undefined) return existing;
      if (this.#vpcs.size >= MOST_VPCS) {
        throw new AwsError('VpcLimitExceeded', 'The maximum number of VPCs has been reached.');
      }
      const id = newId('vpc');
      const vpc: VpcRecord = {
        id,
        cidr: formatCidr(cidr),
        tenancy: settings.tenancy,
        cidrAssociationId: newId('vpc-cidr-assoc'),
        routeTableId: newId('rtb'),
        routeTableAssociationId: newId('rtbassoc'),
        networkAclId: newId('acl'),
        securityGroupId: newId('sg'),
        dnsSupport: settings.dnsSupport ?? true,
        dnsHostnames: settings.dnsHostnames ?? false,
        usageMetrics: false,
        tags: { [id]: tags },
        ...(creationToken === undefined ? {} : { creationToken }),
      };
      for (const record of [vpc, mainRouteTable(vpc), defaultSecurityGroup(vpc)]) put(record);
      return vpc;
    });
  }

  /** Throws AwsError `DependencyViolation` while anything that did not come with the VPC is in it. */
  deleteVpc(id: string): Promise<void> {
    return this.change((change) => {
      const vpc = this.vpc(id);
      const own = [vpc.routeTableId, vpc.securityGroupId];
      const parts = [...this.#parts.values()].filter((part) => part.vpcId === id && !own.includes(part.id));
      if (this.subnetsOf(id).length > 0 || parts.length > 0) {
        throw new AwsError('DependencyViolation', `The vpc '${id}' has dependencies and cannot be deleted.`);
      }
      for (const gone of [id, ...own]) change.delete(gone);
    });
  }

  changeVpc(id: string, change: (vpc: VpcRecord) => VpcRecord): Promise<VpcRecord> {
    return this.#inTurn(async () => this.#put(change(this.vpc(id))));
  }

  /** Throws AwsError when the block is not in the VPC, is another subnet's too, or there are too many. */
  createSubnet({ cidr, zones, vpcId, tags, creationToken, ...settings }: NewSubnet): Promise<SubnetRecord> {
    return this.#inTurn(async () => {
      const vpc = this.vpc(vpcId);
      const others = this.subnetsOf(vpcId);
      const existing = others.find((subnet) => isSameCreation(subnet, creationToken));
      if (existing !== undefined) return existing;
      const text = formatCidr(cidr);
      if (!cidrContains(readCidr(vpc), cidr)) {
        throw new AwsError('InvalidSubnet.Range', `The CIDR '${text}' is invalid.`);
      }
      if (others.some((other) => cidrsOverlap(readCidr(other), cidr))) {
        throw new AwsError('InvalidSubnet.Conflict', `The CIDR '${text}' conflicts with another subnet`);
      }
      if (others.length >= MOST_SUBNETS_OF_VPC) {
        throw new AwsError('SubnetLimitExceeded', 'The maximum number of subnets has been reached.');
      }
      return this.#put({
        id: this.#newId('subnet'),
        vpcId,
        cidr: text,
        zone: emptiestZone(zones, others),
        networkAclAssociationId: this.#newId('aclassoc'),
        mapPublicIpOnLaunch: settings.mapPublicIpOnLaunch ?? false,
        hostnameType: 'ip-name',
        dnsARecord: false,
        dnsAaaaRecord: false,
        tags,
        ...(creationToken === undefined ? {} : { creationToken }),
      });
    });
  }

  deleteSubnet(id: string): Promise<void> {
    return this.change((change) => {
      const { vpcId } = this.subnet(id);
      change.delete(id);
      for (const table of this.routeTables()) {
        if (table.vpcId !== vpcId || !table.associations.some(({ subnetId }) => subnetId === id)) continue;
        const associations = table.associations.filter(({ subnetId }) => subnetId !== id);
        change.put({ ...table, associations });
      }
    });
  }

  changeSubnet(id: string, change: (subnet: SubnetRecord) => SubnetRecord): Promise<SubnetRecord> {
    return this.#inTurn(async () => this.#put(change(this.subnet(id))));
  }

  /** Changes the tags of all these resources or, when one is missing or one change throws, of none. */
  changeTags(ids: readonly string[], change: (tags: Tags) => Tags): Promise<void> {
    return this.change(({ put }) => {
      const vpcs = new Map<string, VpcRecord>();
      for (const id of new Set(ids)) {
        const resource = this.resources().find((one) => one.id === id);
        if (resource === undefined) throw notFound(id);
        if ('subnet' in resource) put({ ...resource.subnet, tags: change(resource.subnet.tags) });
        else if ('part' in resource) put({ ...resource.part, tags: change(resource.part.tags) });
        else {
          const vpc = vpcs.get(resource.vpc.id) ?? resource.vpc;
          vpcs.set(vpc.id, { ...vpc, tags: { ...vpc.tags, [id]: change(vpc.tags[id] ?? {}) } });
        }
      }
      for (const vpc of vpcs.values()) put(vpc);
    });
  }

  async #put<Record extends VpcRecord | SubnetRecord>(record: Record): Promise<Record> {
    await this.#collection.put(record.id, record);
    this.#remember(record);
    return record;
  }

  #remember(record: NetworkRecord): void {
    if ('type' in record) this.#parts.set(record.id, record);
    else if ('vpcId' in record) {
      const siblings = this.#subnets.get(record.vpcId) ?? new Map<string, SubnetRecord>();
      this.#subnets.set(record.vpcId, siblings.set(record.id, record));
    } else this.#vpcs.set(record.id, record);
  }

  #forget(id: string): void {
    this.#parts.delete(id);
    for (const siblings of this.#subnets.values()) siblings.delete(id);
    if (this.#vpcs.delete(id)) this.#subnets.delete(id);
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => {});
    return done;
  }

  /** 17 hexadecimal digits, of which the first is a zero as on AWS. */
  #newId(prefix: string): string {
    return `${prefix}-0${this.#sources.bytes(8).toString('hex')}`;
  }
}

export function isSameCreation(
  record: { readonly creationToken?: string },
  token: string | undefined,
): boolean {
  return token !== undefined && record.creationToken === token;
}

function readCidr({ cidr }: { readonly cidr: string }): Cidr {
  return parseCidr(cidr) ?? { address: 0, prefix: 0 };
}

function emptiestZone(zones: readonly string[], subnets: readonly SubnetRecord[]): string {
  const count = (zone: string): number => subnets.filter((subnet) => subnet.zone === zone).length;
  return zones.reduce((best, zone) => (count(zone) < count(best) ? zone : best), zones[0] ?? '');
}
