import { ApiProblem } from '../api/api-problem.ts';
import type { NetworkTools } from './network-tools.ts';
import { removeNetwork } from './provision-network.ts';
import { newLease } from './work-lease.ts';

/**
 * Removes a network's VPC and subnets, then its record. `maker` alone may; undefined stands for an operator, who
 * always may. Throws an ApiProblem when it cannot; the record then says what failed.
 */
export async function unmakeNetwork(
  tools: NetworkTools,
  id: string,
  maker: string | undefined,
): Promise<void> {
  const network = await tools.store.get(id);
  if (network === undefined) throw new ApiProblem('not-found');
  if (maker !== undefined && network.createdBy !== maker) {
    throw new ApiProblem('forbidden', { detail: 'Somebody else made this network' });
  }
  const lease = newLease(tools);
  const leased = await tools.store.lease({
    id,
    from: ['CREATING', 'AVAILABLE', 'FAILED', 'DELETING'],
    to: 'DELETING',
    now: tools.now(),
    lease,
  });
  if (leased.outcome === 'missing') throw new ApiProblem('not-found');
  if (leased.outcome === 'refused') {
    throw new ApiProblem('conflict', { detail: 'Another request works on this network', retryAfter: 5 });
  }
  const { left, failure } = await removeNetwork(tools.provisioner, id);
  if (failure === undefined) {
    await tools.store.remove(id, lease);
    return;
  }
  const { vpcId: _vpcId, ...record } = leased.network;
  const [vpcId] = left.vpcIds;
  await tools.store.settle(
    {
      ...record,
      state: 'FAILED',
      ...(vpcId === undefined ? {} : { vpcId }),
      subnets: record.subnets.map(({ subnetId, ...subnet }) =>
        subnetId !== undefined && left.subnets.some((standing) => standing.subnetId === subnetId)
          ? { ...subnet, subnetId }
          : subnet,
      ),
      failure: { step: failure.step, code: failure.code },
      updatedAt: new Date(tools.now()).toISOString(),
    },
    lease,
  );
  if (failure.code === 'DependencyViolation') {
    throw new ApiProblem('conflict', {
      detail: `Something in the network is still used: ${failure.step} was refused (${failure.code})`,
      cause: failure,
    });
  }
  throw new ApiProblem('provisioning-failed', {
    detail: `${failure.step} was refused (${failure.code}). Delete the network again to go on`,
    cause: failure,
  });
}
