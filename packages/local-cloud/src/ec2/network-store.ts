import { AwsError } from '../aws/aws-error.ts';
import type { Sources } from '../aws/sources.ts';
import { type JsonCollection, jsonCollection } from '../store/json-collection.ts';
import type { OrderedStore } from '../store/ordered-store.ts';
import { type Cidr, cidrContains, cidrsOverlap, formatCidr, parseCidr } from './cidr.ts';
import { notFound } from './ec2-errors.ts';
import { type NetworkResource, resourcesOfVpc, type SubnetRecord, type VpcRecord } from './network-record.ts';
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

/**
 * The account's VPCs and subnets. They are few, so all of them are in memory; changes come one after the
 * other, and each is durable before it is seen.
 */
export class NetworkStore {
  readonly #collection: JsonCollection<VpcRecord | SubnetRecord>;
  readonly #store: OrderedStore;
  readonly #sources: Sources;
  readonly #vpcs = new Map<string, VpcRecord>();
  /** By VPC id, then by id. */
  readonly #subnets = new Map<string, Map<string, SubnetRecord>>();
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(store: OrderedStore, sources: Sources) {
    this.#store = store;
    this.#collection = jsonCollection(store);
    this.#sources = sources;
  }

  static async open(store: OrderedStore, sources: Sources): Promise<NetworkStore> {
    const networks = new NetworkStore(store, sources);
    for await (const [, record] of networks.#collection.list()) networks.#remember(record);
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

  /** Everything that has an id and tags. */
  resources(): NetworkResource[] {
    return [
      ...this.vpcs().flatMap(resourcesOfVpc),
      ...this.subnets().map((subnet) => ({ type: 'subnet', id: subnet.id, subnet }) as const),
    ];
  }

  createVpc({ cidr, tags, creationToken, ...settings }: NewVpc): Promise<VpcRecord> {
    return this.#inTurn(async () => {
      const existing = this.vpcs().find((vpc) => isSameCreation(vpc, creationToken));
      if (existing !== undefined) return existing;
      if (this.#vpcs.size >= MOST_VPCS) {
        throw new AwsError('VpcLimitExceeded', 'The maximum number of VPCs has been reached.');
      }
      const id = this.#newId('vpc');
      return this.#put({
        id,
        cidr: formatCidr(cidr),
        tenancy: settings.tenancy,
        cidrAssociationId: this.#newId('vpc-cidr-assoc'),
        routeTableId: this.#newId('rtb'),
        routeTableAssociationId: this.#newId('rtbassoc'),
        networkAclId: this.#newId('acl'),
        securityGroupId: this.#newId('sg'),
        dnsSupport: settings.dnsSupport ?? true,
        dnsHostnames: settings.dnsHostnames ?? false,
        usageMetrics: false,
        tags: { [id]: tags },
        ...(creationToken === undefined ? {} : { creationToken }),
      });
    });
  }

  deleteVpc(id: string): Promise<void> {
    return this.#inTurn(async () => {
      this.vpc(id);
      if (this.subnetsOf(id).length > 0) {
        throw new AwsError('DependencyViolation', `The vpc '${id}' has dependencies and cannot be deleted.`);
      }
      await this.#collection.delete(id);
      this.#vpcs.delete(id);
      this.#subnets.delete(id);
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
    return this.#inTurn(async () => {
      const { vpcId } = this.subnet(id);
      await this.#collection.delete(id);
      this.#subnets.get(vpcId)?.delete(id);
    });
  }

  changeSubnet(id: string, change: (subnet: SubnetRecord) => SubnetRecord): Promise<SubnetRecord> {
    return this.#inTurn(async () => this.#put(change(this.subnet(id))));
  }

  /** Changes the tags of all these resources or, when one is missing or one change throws, of none. */
  changeTags(ids: readonly string[], change: (tags: Tags) => Tags): Promise<void> {
    return this.#inTurn(async () => {
      const vpcs = new Map<string, VpcRecord>();
      const subnets: SubnetRecord[] = [];
      for (const id of new Set(ids)) {
        const resource = this.resources().find((one) => one.id === id);
        if (resource === undefined) throw notFound(id);
        if (resource.type === 'subnet') {
          subnets.push({ ...resource.subnet, tags: change(resource.subnet.tags) });
        } else {
          const vpc = vpcs.get(resource.vpc.id) ?? resource.vpc;
          vpcs.set(vpc.id, { ...vpc, tags: { ...vpc.tags, [id]: change(vpc.tags[id] ?? {}) } });
        }
      }
      const records = [...vpcs.values(), ...subnets];
      await this.#store.write(records.map((record) => this.#collection.putWrite(record.id, record)));
      for (const record of records) this.#remember(record);
    });
  }

  async #put<Record extends VpcRecord | SubnetRecord>(record: Record): Promise<Record> {
    await this.#collection.put(record.id, record);
    this.#remember(record);
    return record;
  }

  #remember(record: VpcRecord | SubnetRecord): void {
    if ('vpcId' in record) {
      const siblings = this.#subnets.get(record.vpcId) ?? new Map<string, SubnetRecord>();
      this.#subnets.set(record.vpcId, siblings.set(record.id, record));
    } else this.#vpcs.set(record.id, record);
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

function isSameCreation(record: { readonly creationToken?: string }, token: string | undefined): boolean {
  return token !== undefined && record.creationToken === token;
}

function readCidr({ cidr }: { readonly cidr: string }): Cidr {
  return parseCidr(cidr) ?? { address: 0, prefix: 0 };
}

function emptiestZone(zones: readonly string[], subnets: readonly SubnetRecord[]): string {
  const count = (zone: string): number => subnets.filter((subnet) => subnet.zone === zone).length;
  return zones.reduce((best, zone) => (count(zone) < count(best) ? zone : best), zones[0] ?? '');
}
