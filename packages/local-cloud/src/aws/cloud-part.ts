import type { ResourceProvider } from '../cloudformation/resource-provider.ts';
import type { Journal } from '../journal/journal.ts';
import type { OrderedStore } from '../store/ordered-store.ts';
import type { Account } from './account.ts';
import type { AwsService } from './aws-service.ts';
import type { Sources } from './sources.ts';

/** What every part of the cloud is made with. */
export interface PartContext {
  readonly account: Account;
  readonly sources: Sources;
  readonly journal: Journal;
  /** The part's own namespace. */
  readonly store: OrderedStore;
  /** How the one listener is reached: `http://localhost:4566`, without a slash at its end. */
  readonly origin: string;
}

/** A part of the cloud: the services it answers for and the resource types it makes. */
export interface CloudPart {
  readonly services: readonly AwsService[];
  readonly providers: readonly ResourceProvider[];
  /**
   * Where something that AWS would serve at `url` is reached here, or undefined when it is not this
   * part's. Applied to the outputs and to the properties of a template.
   */
  localAddress?(url: URL): string | undefined;
  /** Ends what runs. State is already durable. */
  close?(): Promise<void>;
}
