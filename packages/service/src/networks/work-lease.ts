import type { Lease } from './network-store.ts';
import type { NetworkTools } from './network-tools.ts';

/** How long a request may work on a network: twice as long as the function may run. */
export const LEASE_MILLISECONDS: number = 60_000;

export function newLease({ now, newId }: Pick<NetworkTools, 'now' | 'newId'>): Lease {
  return { token: newId(), until: now() + LEASE_MILLISECONDS };
}
