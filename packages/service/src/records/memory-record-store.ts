import type { RecordSummary } from '@taskyard/contract';
import { memoryClaims } from '../idempotency/memory-claims.ts';
import { sliceOf } from '../paging/slice.ts';
import type { RecordStore, StoredRecord } from './record-store.ts';

/** Keeps records in this process: the plain telling of what every store does. */
export function memoryRecordStore(): RecordStore {
  const records = new Map<string, StoredRecord>();
  const saved: RecordSummary[] = [];
  const claims = memoryClaims<RecordSummary>();
  const keyOf = (owner: string, id: string): string => `${owner}/${id}`;

  return {
    async insert(record, claim) {
      const inserted = claims.take(record.createdBy, claim, summary(record));
      if (inserted.outcome === 'inserted') {
        records.set(keyOf(record.createdBy, record.id), record);
        saved.push(summary(record));
      }
      return inserted;
    },

    async get(owner, id) {
      return records.get(keyOf(owner, id));
    },

    async list(owner, { after, limit }) {
      const found = [...records.values()]
        .filter(({ id, createdBy }) => createdBy === owner && (after === undefined || id < after))
        .sort((a, b) => (a.id < b.id ? 1 : -1));
      return sliceOf(found.map(summary), limit);
    },

    async delete(owner, id) {
      return { outcome: records.delete(keyOf(owner, id)) ? 'deleted' : 'missing' };
    },

    async summarize(day) {
      const found = saved.filter(({ createdAt }) => createdAt.startsWith(day));
      return {
        day,
        records: found.length,
        bytes: found.reduce((sum, { size }) => sum + size, 0),
        people: new Set(found.map(({ createdBy }) => createdBy)).size,
      };
    },
  };
}

function summary({ dataText: _dataText, ...rest }: StoredRecord): RecordSummary {
  return rest;
}
