import type { PageTokens } from '../paging/page-tokens.ts';
import type { Bucket } from '../s3/bucket.ts';
import type { TaskTable } from './task-table.ts';

/** What the operations of the module work with. */
export interface TaskTools {
  readonly table: TaskTable;
  /** Where the contents of attachments are. */
  readonly attachments: Bucket;
  /** Where the files of exports and imports are. */
  readonly transfers: Bucket;
  readonly pageTokens: PageTokens;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** A new version 7 UUID. */
  readonly newId: () => string;
  /** A new secret: 256 random bits as base64url. */
  readonly newSecret: () => string;
}
