import { randomUUID } from 'node:crypto';
import type { Network, NetworkState } from '@taskyard/contract';
import { beforeAll, describe, expect, it } from 'vitest';
import { SYSTEM_SOURCES } from '../sources.ts';
import { createUuidV7 } from '../uuid-v7.ts';
import type { Lease, NetworkStore } from './network-store.ts';

const newId = createUuidV7(SYSTEM_SOURCES);
const NOW = 1_000_000;
const someLease = (until = NOW + 100): Lease => ({ token: newId(), until });

function someNetwork(more: Partial<Network> = {}): Network {
  return {
    id: newId(),
    name: 'n',
    cidr: '10.0.0.0/16',
    state: 'CREATING',
    subnets: [{ name: 'a', cidr: '10.0.0.0/24', availabilityZone: 'us-east-1a' }],
    createdAt: '2026-11-20T10:00:00.000Z',
    updatedAt: '2026-11-20T10:00:00.000Z',
    createdBy: randomUUID(),
    ...more,
  };
}

/** What every store of networks does. `open` gives an empty store. */
export function networkStoreConformance(name: string, open: () => Promise<NetworkStore>): void {
  describe(`a network store ${name}`, () => {
    let store: NetworkStore;
    beforeAll(async () => {
      store = await open();
    });

    it("lists everybody's networks, the newest first", async () => {
      const networks = Array.from({ length: 5 }, () => someNetwork());
      for (const network of networks) await store.insert(network, someLease());
      const newest = [...networks].reverse();
      const first = await store.list({ limit: 3 });
      expect(first).toEqual({ things: newest.slice(0, 3), next: newest[2]?.id });
      expect(await store.list({ limit: 3, after: first.next ?? '' })).toEqual({ things: newest.slice(3) });
    });

    it('gives a network back as it was settled', async () => {
      const network = someNetwork();
      const lease = someLease();
      await store.insert(network, lease);
      expect(await store.get(network.id)).toEqual(network);
      const subnets = network.subnets.map((subnet) => ({ ...subnet, subnetId: 'subnet-1' }));
      const available: Network = { ...network, state: 'AVAILABLE', vpcId: 'vpc-1', subnets };
      expect(await store.settle(available, lease)).toEqual({ outcome: 'settled' });
      expect(await store.get(network.id)).toEqual(available);
      expect(await store.settle({ ...network, state: 'FAILED' }, lease)).toEqual({ outcome: 'lost' });
      expect(await store.get(network.id)).toEqual(available);
    });

    it('keeps what failed', async () => {
      const lease = someLease();
      const network = someNetwork({ failure: { step: 'CreateSubnet a', code: 'InvalidSubnet.Conflict' } });
      await store.insert(someNetwork({ id: network.id }), lease);
      await store.settle({ ...network, state: 'FAILED' }, lease);
      expect(await store.get(network.id)).toEqual({ ...network, state: 'FAILED' });
    });

    it.each<[name: string, state: NetworkState, settled: boolean, now: number, outcome: string]>([
      ['while another request works on it', 'CREATING', false, NOW + 99, 'refused'],
      ['once the lease has ended', 'CREATING', false, NOW + 100, 'leased'],
      ['at once when nobody works on it', 'FAILED', true, NOW, 'leased'],
      ['never in another state', 'AVAILABLE', true, NOW, 'refused'],
    ])('leases a network %s', async (_name, state, settled, now, outcome) => {
      const lease = someLease();
      const network = someNetwork();
      await store.insert(network, lease);
      if (settled) await store.settle({ ...network, state }, lease);
      const request = { id: network.id, from: ['CREATING', 'FAILED'], to: 'CREATING', now } as const;
      const next = someLease(now + 100);
      const leased = await store.lease({ ...request, lease: next });
      const expected = { ...network, state: outcome === 'leased' ? 'CREATING' : state };
      expect(leased).toEqual({ outcome, network: expected });
      const settling = await store.settle({ ...network, state: 'AVAILABLE' }, next);
      expect(settling.outcome).toBe(outcome === 'leased' ? 'settled' : 'lost');
    });

    it('gives one of many the lease', async () => {
      const lease = someLease();
      const network = someNetwork();
      await store.insert(network, lease);
      await store.settle({ ...network, state: 'FAILED' }, lease);
      const request = { id: network.id, from: ['FAILED', 'CREATING'], to: 'CREATING', now: NOW } as const;
      const outcomes = await Promise.all(
        Array.from({ length: 4 }, () => store.lease({ ...request, lease: someLease() })),
      );
      expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual([
        'leased',
        'refused',
        'refused',
        'refused',
      ]);
    });

    it('forgets a network only under its lease', async () => {
      const lease = someLease();
      const network = someNetwork();
      await store.insert(network, lease);
      expect(await store.remove(network.id, someLease())).toEqual({ outcome: 'lost' });
      expect(await store.remove(network.id, lease)).toEqual({ outcome: 'settled' });
      expect(await store.get(network.id)).toBeUndefined();
      expect(await store.remove(network.id, lease)).toEqual({ outcome: 'lost' });
      const request = { id: network.id, from: ['CREATING'], to: 'DELETING', now: NOW } as const;
      expect(await store.lease({ ...request, lease })).toEqual({ outcome: 'missing' });
    });

    it('keeps one network for one key', async () => {
      const claim = { key: 'createNetwork#k', fingerprint: 'f', madeAt: 1_000, expiresAt: 2_000 };
      const network = someNetwork();
      expect(await store.insert(network, someLease(), claim)).toEqual({ outcome: 'inserted' });
      const again = someNetwork({ createdBy: network.createdBy });
      expect(await store.insert(again, someLease(), claim)).toEqual({
        outcome: 'replayed',
        made: network.id,
      });
      const other = { ...claim, fingerprint: 'g' };
      expect(await store.insert(again, someLease(), other)).toEqual({ outcome: 'key-reused' });
      expect(await store.get(again.id)).toBeUndefined();
    });
  });
}
