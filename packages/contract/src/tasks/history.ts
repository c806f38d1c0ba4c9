import * as z from 'zod';
import { objectSchema } from '../schema.ts';

export const historyActions: readonly HistoryAction[] = [
  'CREATED',
  'UPDATED',
  'COMPLETED',
  'REOPENED',
  'MOVED',
  'DELETED',
  'RESTORED',
];
export type HistoryAction =
  | 'CREATED'
  | 'UPDATED'
  | 'COMPLETED'
  | 'REOPENED'
  | 'MOVED'
  | 'DELETED'
  | 'RESTORED';

/** A field that changed. Long ones, `description` and `checklist`, come without values. */
export interface FieldChange {
  readonly field: string;
  /** Absent when there was none. */
  readonly from?: string | readonly string[];
  /** Absent when there is none now. */
  readonly to?: string | readonly string[];
}

/** Who did what to a task. */
export interface HistoryEntry {
  readonly id: string;
  readonly at: string;
  /** The `sub` of the person. */
  readonly by: string;
  readonly action: HistoryAction;
  readonly changes: readonly FieldChange[];
}

const value = z.union([z.string(), z.array(z.string())]);

export const historyEntrySchema: z.ZodType<HistoryEntry> = objectSchema<HistoryEntry>('HistoryEntry', {
  id: z.uuidv7(),
  at: z.iso.datetime(),
  by: z.string(),
  action: z.enum(historyActions),
  changes: z.array(
    objectSchema<FieldChange>('FieldChange', {
      field: z.string(),
      from: value.exactOptional(),
      to: value.exactOptional(),
    }),
  ),
});
