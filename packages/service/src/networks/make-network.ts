import type { Network, NewNetwork } from '@taskyard/contract';
import { ApiProblem } from '../api/api-problem.ts';
import type { IdempotencyClaim } from '../idempotency/idempotency-claim.ts';
import type { Lease } from './network-store.ts';
import type { NetworkTools } from './network-tools.ts';
import { provisionNetwork, UndoneError } from './provision-network.ts';
import { newLease } from './work-lease.ts';

/** What EC2 answers to a value that only it can know to be wrong: an availability zone that it does not have. */
const WRONG_VALUE = 'InvalidParameterValue';

/** Who wants what. */
export interface NetworkOrder {
  readonly wanted: NewNetwork;
  /** The `sub` of the maker, or what stands for it. */
  readonly maker: string;
  readonly claim: IdempotencyClaim | undefined;
}

export interface MadeNetwork {
  readonly network: Network;
  /** Whether an earlier request with the same key had begun it. */
  readonly replayed: boolean;
}

/**
 * Makes a network: first the record, then VPC and subnets, then the record of their ids. A request that was cut
 * off is taken up by the next one with the same key, once its lease has ended. Throws an ApiProblem when it fails;
 * then nothing is left, and the record says what failed.
 */
export async function makeNetwork(
  tools: NetworkTools,
  { wanted, maker, claim }: NetworkOrder,
): Promise<MadeNetwork> {
  const lease = newLease(tools);
  const at = new Date(tools.now()).toISOString();
  const { name, cidr, subnets } = wanted;
  const network: Network = {
    id: tools.newId(),
    name,
    cidr,
    state: 'CREATING',
    subnets,
    createdAt: at,
    updatedAt: at,
    createdBy: maker,
  };
  const inserted = await tools.store.insert(network, lease, claim);
  switch (inserted.outcome) {
    case 'inserted':
      return { network: await build(tools, network, lease), replayed: false };
    case 'replayed':
      return { network: await takeUp(tools, inserted.made, lease), replayed: true };
    case 'key-reused':
      throw new ApiProblem('idempotency-key-reused');
    case 'busy':
      throw new ApiProblem('conflict', { retryAfter: 1 });
  }
}

/** What became of a network that an earlier request with the same key began. */
async function takeUp(tools: NetworkTools, id: string, lease: Lease): Promise<Network> {
  const request = { id, from: ['CREATING', 'FAILED'], to: 'CREATING', now: tools.now(), lease } as const;
  const leased = await tools.store.lease(request);
  if (leased.outcome === 'leased') return build(tools, leased.network, lease);
  if (leased.outcome === 'missing') {
    throw new ApiProblem('conflict', { detail: 'The network of this Idempotency-Key was deleted' });
  }
  if (leased.network.state === 'AVAILABLE') return leased.network;
  throw new ApiProblem('conflict', { retryAfter: 5 });
}

async function build(tools: NetworkTools, network: Network, lease: Lease): Promise<Network> {
  const { failure: _failure, vpcId: _vpcId, ...record } = network;
  try {
    const provisioned = await provisionNetwork(tools.provisioner, network.id, network);
    const updatedAt = new Date(tools.now()).toISOString();
    const available: Network = { ...record, ...provisioned, state: 'AVAILABLE', updatedAt };
    await tools.store.settle(available, lease);
    return available;
  } catch (error) {
    if (!(error instanceof UndoneError)) throw error;
    const { failure, removal } = error;
    const [left] = removal.left.vpcIds;
    const failed: Network = {
      ...record,
      state: 'FAILED',
      subnets: record.subnets.map(({ subnetId: _subnetId, ...subnet }) => subnet),
      ...(left === undefined ? {} : { vpcId: left }),
      failure: { step: failure.step, code: failure.code },
      updatedAt: new Date(tools.now()).toISOString(),
    };
    await tools.store.settle(failed, lease);
    throw new ApiProblem(failure.code === WRONG_VALUE ? 'invalid-request' : 'provisioning-failed', {
      detail: `${failure.step} was refused (${failure.code}). ${
        removal.failure === undefined
          ? 'What had been made is removed'
          : `Removing what had been made failed too (${removal.failure.message}); delete the network to try again`
      }. Network ${network.id} keeps the record`,
      cause: error,
    });
  }
}
