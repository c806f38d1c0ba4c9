import type { NewNetwork, Subnet } from '@taskyard/contract';
import { type NetworkProvisioner, ProvisioningError, type Standing } from './network-provisioner.ts';

/** A network that stands. */
export interface Provisioned {
  readonly vpcId: string;
  readonly subnets: readonly Subnet[];
}

/** What remains after an attempt to remove everything, and the step that failed, if one did. */
export interface Removal {
  readonly left: Standing;
  readonly failure: ProvisioningError | undefined;
}

/** A network could not be made; `removal` tells how undoing went. */
export class UndoneError extends Error {
  override name = 'UndoneError';
  readonly failure: ProvisioningError;
  readonly removal: Removal;

  constructor(failure: ProvisioningError, removal: Removal) {
    super(failure.message, { cause: failure });
    this.failure = failure;
    this.removal = removal;
  }
}

const NOTHING: Standing = { vpcIds: [], subnets: [] };

/**
 * Makes the VPC and its subnets, going on from what an earlier attempt left. When a step fails, everything that was
 * made is removed and UndoneError thrown.
 */
export async function provisionNetwork(
  provisioner: NetworkProvisioner,
  networkId: string,
  network: NewNetwork,
): Promise<Provisioned> {
  let made: Standing = NOTHING;
  try {
    made = await provisioner.find(networkId);
    const vpcId = made.vpcIds[0] ?? (await provisioner.createVpc(networkId, network));
    made = { ...made, vpcIds: [...new Set([vpcId, ...made.vpcIds])] };
    const subnets: Subnet[] = [];
    for (const { name, cidr, availabilityZone } of network.subnets) {
      const wanted = { name, cidr, ...(availabilityZone === undefined ? {} : { availabilityZone }) };
      const found = made.subnets.find((subnet) => subnet.cidr === cidr)?.subnetId;
      const subnetId = found ?? (await provisioner.createSubnet(networkId, vpcId, wanted));
      made = { ...made, subnets: [...made.subnets, { subnetId, cidr }] };
      subnets.push({ ...wanted, subnetId });
    }
    return { vpcId, subnets };
  } catch (error) {
    const failure = asProvisioningError(error);
    throw new UndoneError(failure, await removeNetwork(provisioner, networkId, made));
  }
}

/** Removes all that stands for a network: what its tag finds, and `known`, which a search may not show yet. */
export async function removeNetwork(
  provisioner: NetworkProvisioner,
  networkId: string,
  known: Standing = NOTHING,
): Promise<Removal> {
  let left = known;
  try {
    left = union(known, await provisioner.find(networkId));
    for (const { subnetId } of left.subnets) {
      await provisioner.deleteSubnet(subnetId);
      left = { ...left, subnets: left.subnets.filter((subnet) => subnet.subnetId !== subnetId) };
    }
    for (const vpcId of left.vpcIds) {
      await provisioner.deleteVpc(vpcId);
      left = { ...left, vpcIds: left.vpcIds.filter((id) => id !== vpcId) };
    }
    return { left, failure: undefined };
  } catch (error) {
    return { left, failure: asProvisioningError(error) };
  }
}

function union(a: Standing, b: Standing): Standing {
  const subnets = new Map([...a.subnets, ...b.subnets].map((subnet) => [subnet.subnetId, subnet]));
  return { vpcIds: [...new Set([...a.vpcIds, ...b.vpcIds])], subnets: [...subnets.values()] };
}

function asProvisioningError(error: unknown): ProvisioningError {
  if (error instanceof ProvisioningError) return error;
  throw error;
}
