import type { RecordSummary } from '@taskyard/contract';
import type { IdempotencyClaim } from '../idempotency/idempotency-claim.ts';
import type { InsertOutcome } from '../idempotency/insert-outcome.ts';
import type { Slice, SliceQuery } from '../paging/slice.ts';

/** A record with its data as the JSON text that was sent. */
export interface StoredRecord extends RecordSummary {
  readonly dataText: string;
}

/** What was saved on one day (UTC) by everybody together. Deletions later on do not count. */
export interface DaySummary {
  /** `2026-11-20` */
  readonly day: string;
  readonly records: number;
  readonly bytes: number;
  readonly people: number;
}

/** Where records are kept. Every method costs what it touches, not what is stored. */
export interface RecordStore {
  /** Keeps a new record under its `createdBy` and counts it, together with the claim or not at all. */
  insert(record: StoredRecord, claim?: IdempotencyClaim): Promise<InsertOutcome<RecordSummary>>;
  get(owner: string, id: string): Promise<StoredRecord | undefined>;
  /** The newest first; `after` is the id of a record. */
  list(owner: string, part: SliceQuery): Promise<Slice<RecordSummary>>;
  delete(owner: string, id: string): Promise<{ readonly outcome: 'deleted' | 'missing' }>;
  /** Costs one small item a person and execution environment that saved something that day. */
  summarize(day: string): Promise<DaySummary>;
}
