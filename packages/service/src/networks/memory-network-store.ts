import type { Network } from '@taskyard/contract';
import { memoryClaims } from '../idempotency/memory-claims.ts';
import { sliceOf } from '../paging/slice.ts';
import type { Lease, NetworkStore } from './network-store.ts';

/** Keeps networks in this process: the plain telling of what every store does. */
export function memoryNetworkStore(): NetworkStore {
  const networks = new Map<string, { readonly network: Network; readonly lease?: Lease }>();
  const claims = memoryClaims<string>();

  return {
    async insert(network, lease, claim) {
      const inserted = claims.take(network.createdBy, claim, network.id);
      if (inserted.outcome === 'inserted') networks.set(network.id, { network, lease });
      return inserted;
    },

    async get(id) {
      return networks.get(id)?.network;
    },

    async list({ after, limit }) {
      const found = [...networks.values()]
        .map(({ network }) => network)
        .filter(({ id }) => after === undefined || id < after)
        .sort((a, b) => (a.id < b.id ? 1 : -1));
      return sliceOf(found, limit);
    },

    async lease({ id, from, to, now, lease }) {
      const found = networks.get(id);
      if (found === undefined) return { outcome: 'missing' };
      const free = found.lease === undefined || found.lease.until <= now;
      if (!free || !from.includes(found.network.state)) return { outcome: 'refused', network: found.network };
      const network: Network = { ...found.network, state: to };
      networks.set(id, { network, lease });
      return { outcome: 'leased', network };
    },

    async settle(network, lease) {
      if (networks.get(network.id)?.lease?.token !== lease.token) return { outcome: 'lost' };
      networks.set(network.id, { network });
      return { outcome: 'settled' };
    },

    async remove(id, lease) {
      if (networks.get(id)?.lease?.token !== lease.token) return { outcome: 'lost' };
      networks.delete(id);
      return { outcome: 'settled' };
    },
  };
}
