import type { Span } from './span.ts';

/** Which part of the cloud decided. */
export type JournalSource =
  | 'apigateway'
  | 'authorizer'
  | 'cloudformation'
  | 'cloudfront'
  | 'cloudwatch'
  | 'cognito'
  | 'events'
  | 'iam'
  | 'lambda'
  | 'logs'
  | 's3'
  | 'signature'
  | 'front-door';

/** One decision that a developer would want explained. Never holds a secret, a token or a password. */
export interface JournalEntry {
  readonly source: JournalSource;
  readonly outcome: 'refused' | 'failed' | 'allowed' | 'notice';
  /** The request that was decided; absent for what concerns no request. */
  readonly requestId?: string;
  /** What the work of one request has in common; see `traceKey`. */
  readonly traceId?: string;
  /** The rule that decided, in AWS's terms: `COGNITO_USER_POOLS authorizer`, `identity policy of role X`. */
  readonly rule: string;
  /** What happened: one sentence, AWS's own where it has one. */
  readonly text: string;
  /** What to change, where the mistake is a classic one. */
  readonly hint?: string;
  /** Where policies decided. */
  readonly access?: AccessDecision;
}

/** What policies said about one action on one resource. */
export interface AccessDecision {
  /** The caller's ARN. */
  readonly caller: string;
  readonly action: string;
  readonly resource: string;
  /** `identity-based policy`, `permissions boundary`, ... */
  readonly kind: string;
  /** The policies of that kind that were asked, by name. */
  readonly policies: readonly string[];
  /** The statement that the decision rests on, by Sid or as `#1`; absent where none matched. */
  readonly statement?: { readonly policy: string; readonly name: string };
  /** The smallest statement that would allow it; absent where adding one does not help. */
  readonly missing?: Readonly<Record<string, string>>;
}

/**
 * Where the parts of the cloud write what they decided. What was allowed is kept to be explained, and shown to
 * nobody who did not ask.
 */
export interface Journal {
  write(entry: JournalEntry): void;
  /** Hears how long something took. Cheap enough for every request. */
  measure?(span: Span): void;
}

/** A journal that drops everything, for tests that do not look. */
export const SILENT_JOURNAL: Journal = { write() {} };
