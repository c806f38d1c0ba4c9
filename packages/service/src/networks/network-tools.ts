import type { PageTokens } from '../paging/page-tokens.ts';
import type { NetworkProvisioner } from './network-provisioner.ts';
import type { NetworkStore } from './network-store.ts';

/** What the operations on networks work with. */
export interface NetworkTools {
  readonly store: NetworkStore;
  readonly provisioner: NetworkProvisioner;
  readonly pageTokens: PageTokens;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** A new version 7 UUID. */
  readonly newId: () => string;
}
