import type { Account } from '../aws/account.ts';
import type { Sources } from '../aws/sources.ts';
import type { CloudFrontStore } from './cloudfront-store.ts';
import type { Distribution } from './distribution.ts';

/** What the resource types of CloudFront work on. */
export interface CloudFrontState {
  readonly account: Account;
  readonly sources: Sources;
  readonly store: CloudFrontStore;
  /** Serves the distribution on its port as it is now. Throws ListenError. */
  serve(distribution: Distribution): Promise<void>;
  stop(distribution: Distribution): Promise<void>;
  /** Whether the cloud answers for a host itself. */
  isServedHere(domainName: string): boolean;
}
