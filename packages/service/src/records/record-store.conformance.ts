import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { SYSTEM_SOURCES } from '../sources.ts';
import { createUuidV7 } from '../uuid-v7.ts';
import type { RecordStore, StoredRecord } from './record-store.ts';

const newId = createUuidV7(SYSTEM_SOURCES);

function someRecord(more: Partial<StoredRecord> = {}): StoredRecord {
  const dataText = more.dataText ?? '{"n":1.50}';
  return {
    id: newId(),
    size: Buffer.byteLength(dataText),
    createdAt: '2026-11-20T10:00:00.000Z',
    createdBy: randomUUID(),
    dataText,
    ...more,
  };
}

const summary = ({ dataText: _dataText, ...rest }: StoredRecord): Omit<StoredRecord, 'dataText'> => rest;

/** What every store of records does. `open` gives an empty store for each writer, all over the same records. */
export function recordStoreConformance(
  name: string,
  open: () => Promise<(writer: string) => RecordStore>,
): void {
  describe(`a record store ${name}`, () => {
    let store: RecordStore;
    let other: RecordStore;
    beforeAll(async () => {
      const writing = await open();
      store = writing(randomUUID());
      other = writing(randomUUID());
    });

    it.each([
      ['small', '1'],
      ['exact', '[1.0,12345678901234567890,"ü"]'],
      ['large', `"${'x'.repeat(256 * 1024 - 2)}"`],
    ])('gives %s data back as it was put in', async (_name, dataText) => {
      const record = someRecord({ dataText });
      expect(await store.insert(record)).toEqual({ outcome: 'inserted' });
      expect(await store.get(record.createdBy, record.id)).toEqual(record);
    });

    it("gives nothing of another owner's, and deletes nothing there", async () => {
      const record = someRecord();
      await store.insert(record);
      expect(await store.get(randomUUID(), record.id)).toBeUndefined();
      expect(await store.delete(randomUUID(), record.id)).toEqual({ outcome: 'missing' });
      expect(await store.get(record.createdBy, record.id)).toEqual(record);
    });

    it('deletes a record everywhere', async () => {
      const record = someRecord();
      await store.insert(record);
      expect(await store.delete(record.createdBy, record.id)).toEqual({ outcome: 'deleted' });
      expect(await store.get(record.createdBy, record.id)).toBeUndefined();
      expect(await store.list(record.createdBy, { limit: 10 })).toEqual({ things: [] });
      expect(await store.delete(record.createdBy, record.id)).toEqual({ outcome: 'missing' });
    });

    it('lists the newest first, without data', async () => {
      const createdBy = randomUUID();
      const records = Array.from({ length: 5 }, () => someRecord({ createdBy })).reverse();
      for (const record of [...records].reverse()) await store.insert(record);
      const first = await store.list(createdBy, { limit: 3 });
      expect(first).toEqual({ things: records.slice(0, 3).map(summary), next: records[2]?.id });
      expect(await store.list(createdBy, { limit: 3, after: first.next ?? '' })).toEqual({
        things: records.slice(3).map(summary),
      });
    });

    it('saves once for one key', async () => {
      const claim = { key: 'createRecord#k', fingerprint: 'f', madeAt: 1_000, expiresAt: 2_000 };
      const record = someRecord();
      expect(await store.insert(record, claim)).toEqual({ outcome: 'inserted' });
      const again = someRecord({ createdBy: record.createdBy });
      expect(await other.insert(again, claim)).toEqual({ outcome: 'replayed', made: summary(record) });
      expect(await store.insert(again, { ...claim, fingerprint: 'g' })).toEqual({ outcome: 'key-reused' });
      expect((await store.list(record.createdBy, { limit: 10 })).things).toHaveLength(1);
    });

    it('counts what was saved on a day, by everybody and every writer, once for a key', async () => {
      const claim = { key: 'createRecord#c', fingerprint: 'f', madeAt: 1_000, expiresAt: 2_000 };
      const [ada, ben] = [randomUUID(), randomUUID()];
      const on = (createdBy: string, createdAt: string, dataText: string) =>
        someRecord({ createdBy, createdAt, dataText });
      const first = on(ada, '2030-01-02T00:00:00.000Z', '"12345"');
      await store.insert(first, claim);
      await store.insert(on(ada, '2030-01-02T00:00:00.000Z', '"12345"'), claim);
      await store.insert(on(ada, '2030-01-02T12:00:00.000Z', '1'));
      await other.insert(on(ada, '2030-01-02T12:00:00.000Z', '22'));
      await other.insert(on(ben, '2030-01-02T23:59:59.999Z', '333'));
      await store.insert(on(ben, '2030-01-03T00:00:00.000Z', '4'));
      await store.delete(ada, first.id);
      const none = { day: '2030-01-01', records: 0, bytes: 0, people: 0 };
      expect(await store.summarize('2030-01-01')).toEqual(none);
      const second = { day: '2030-01-02', records: 4, bytes: 13, people: 2 };
      expect(await other.summarize('2030-01-02')).toEqual(second);
    });
  });
}
