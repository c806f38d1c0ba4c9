import type { AppClient } from '../model/app-client.ts';
import type { UserPool } from '../model/user-pool.ts';
import type { Challenge } from './challenges.ts';

/** Where somebody signs in, and through which door. */
export interface SignInContext {
  readonly pool: UserPool;
  readonly client: AppClient;
  readonly door: Challenge['door'];
  /** ClientMetadata of the call that starts a sign-in: for PreAuthentication and UserMigration only. */
  readonly validationData?: Readonly<Record<string, string>>;
  /** ClientMetadata of the call that answers a challenge: for the functions behind it. */
  readonly clientMetadata?: Readonly<Record<string, string>>;
}
