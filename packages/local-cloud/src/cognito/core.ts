import type { Account } from '../aws/account.ts';
import type { Sources } from '../aws/sources.ts';
import type { Journal } from '../journal/journal.ts';
import type { ResidentCollection } from '../store/resident-collection.ts';
import type { MailBox } from './mail/mail-box.ts';
import type { AppClient } from './model/app-client.ts';
import type { Group } from './model/group.ts';
import type { PoolDomain } from './model/pool-domain.ts';
import type { ResourceServer } from './model/resource-server.ts';
import type { UserPool } from './model/user-pool.ts';
import type { Attempts } from './sign-in/attempts.ts';
import type { Challenges } from './sign-in/challenges.ts';
import type { SrpExchange } from './sign-in/srp.ts';
import type { ExpiringMap } from './state/expiring-map.ts';
import type { UserDirectory } from './state/user-directory.ts';
import type { Issuer } from './tokens/issuer.ts';
import type { SigningKeys } from './tokens/signing-keys.ts';
import type { UserSessions } from './tokens/user-sessions.ts';
import type { PoolTokenVerifier } from './tokens/verified-tokens.ts';
import type { TriggerRunner } from './triggers/trigger-runner.ts';

/** Everything that the operations, the templates and the sign-in pages work on. */
export interface CognitoCore {
  readonly account: Account;
  readonly sources: Sources;
  readonly journal: Journal;
  readonly origin: string;
  readonly issuer: Issuer;
  /** By pool id. */
  readonly pools: ResidentCollection<UserPool>;
  /** By client id. */
  readonly clients: ResidentCollection<AppClient>;
  /** By domain prefix. */
  readonly domains: ResidentCollection<PoolDomain>;
  /** By `groupId`. */
  readonly groups: ResidentCollection<Group>;
  /** By `resourceServerId`. */
  readonly resourceServers: ResidentCollection<ResourceServer>;
  readonly users: UserDirectory;
  readonly keys: SigningKeys;
  readonly sessions: UserSessions;
  readonly verifier: PoolTokenVerifier;
  readonly mail: MailBox;
  readonly challenges: Challenges;
  readonly attempts: Attempts;
  readonly triggers: TriggerRunner;
  /** Password proofs under way, by their secret blocks. */
  readonly srpExchanges: ExpiringMap<SrpExchange>;
  /** Names that nobody has, for which a reset code was pretended to be sent. */
  readonly simulatedResets: ExpiringMap<true>;
}
