import type { Network, NetworkState } from '@taskyard/contract';
import type { IdempotencyClaim } from '../idempotency/idempotency-claim.ts';
import type { InsertOutcome } from '../idempotency/insert-outcome.ts';
import type { Slice, SliceQuery } from '../paging/slice.ts';

/** A request's right to work on a network; it ends by itself, so that a request that was cut off blocks nobody. */
export interface Lease {
  /** Unique among leases. */
  readonly token: string;
  /** Milliseconds since the epoch. */
  readonly until: number;
}

export type LeaseOutcome =
  | { readonly outcome: 'leased'; readonly network: Network }
  | { readonly outcome: 'missing' }
  /** Another request works on it, or it is AVAILABLE and that was not asked for. */
  | { readonly outcome: 'refused'; readonly network: Network };

export interface LeaseRequest {
  readonly id: string;
  /** The states that it may be in. */
  readonly from: readonly NetworkState[];
  /** The state that it gets. */
  readonly to: NetworkState;
  /** Milliseconds since the epoch; leases that ended before do not count. */
  readonly now: number;
  readonly lease: Lease;
}

/** Where networks are kept. Every method costs what it touches, not what is stored. */
export interface NetworkStore {
  /** Keeps a new network, leased, together with the claim of its maker or not at all. A replay gives its id. */
  insert(network: Network, lease: Lease, claim?: IdempotencyClaim): Promise<InsertOutcome<string>>;
  get(id: string): Promise<Network | undefined>;
  /** The newest first; `after` is the id of a network. */
  list(part: SliceQuery): Promise<Slice<Network>>;
  lease(request: LeaseRequest): Promise<LeaseOutcome>;
  /** Keeps what became of a network and ends the lease. Changes nothing when the lease is another's by now. */
  settle(network: Network, lease: Lease): Promise<{ readonly outcome: 'settled' | 'lost' }>;
  /** Forgets a network that is gone. Changes nothing when the lease is another's by now. */
  remove(id: string, lease: Lease): Promise<{ readonly outcome: 'settled' | 'lost' }>;
}
