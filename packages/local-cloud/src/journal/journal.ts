/** Which part of the cloud decided. */
export type JournalSource =
  | 'apigateway'
  | 'authorizer'
  | 'cloudformation'
  | 'cognito'
  | 'events'
  | 'iam'
  | 'lambda'
  | 'signature'
  | 'front-door';

/** One decision that a developer would want explained. Never holds a secret, a token or a password. */
export interface JournalEntry {
  readonly source: JournalSource;
  readonly outcome: 'refused' | 'failed' | 'allowed' | 'notice';
  /** The request that was decided; absent for what concerns no request. */
  readonly requestId?: string;
  /** The rule that decided, in AWS's terms: `COGNITO_USER_POOLS authorizer`, `identity policy of role X`. */
  readonly rule: string;
  /** What happened: one sentence, AWS's own where it has one. */
  readonly text: string;
  /** What to change, where the mistake is a classic one. */
  readonly hint?: string;
}

/** Where the parts of the cloud write what they decided. */
export interface Journal {
  write(entry: JournalEntry): void;
}

/** A journal that drops everything, for tests that do not look. */
export const SILENT_JOURNAL: Journal = { write() {} };
