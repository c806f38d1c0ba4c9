import type { Sources } from '../../aws/sources.ts';
import type { HttpRequest, HttpResponse } from '../../front-door/http.ts';
import type { Journal } from '../../journal/journal.ts';
import type { BrowserSession } from './browser/browser-session.ts';
import type { PendingStep } from './browser/pending-step.ts';
import type { SecretRecords } from './browser/secret-records.ts';
import type { HostedBackend, HostedPool } from './hosted-backend.ts';
import type { AuthorizationCode } from './oauth2/authorization-code.ts';

/** What every page and endpoint works with. */
export interface HostedSite {
  /** How the listener is reached, without a slash at its end. */
  readonly origin: string;
  readonly sources: Sources;
  readonly journal: Journal;
  readonly backend: HostedBackend;
  readonly codes: SecretRecords<AuthorizationCode>;
  readonly sessions: SecretRecords<BrowserSession>;
  readonly pendingSteps: SecretRecords<PendingStep>;
}

/** One request to the pages of one pool. */
export interface HostedExchange {
  readonly site: HostedSite;
  readonly pool: HostedPool;
  /** Its path is the one below the pool's prefix: `/oauth2/authorize`. */
  readonly request: HttpRequest;
}

export type HostedHandler = (exchange: HostedExchange) => Promise<HttpResponse>;

/** The path that stands before every page of the pool: `/us-east-1_Ab3dE6gHi`. */
export function poolPath(exchange: HostedExchange): string {
  return `/${exchange.pool.id}`;
}
