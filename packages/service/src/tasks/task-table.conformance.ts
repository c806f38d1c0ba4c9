import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Item } from '../dynamo/attributes.ts';
import { UPDATED_INDEX } from './task-item.ts';
import { LAST, type TaskTable } from './task-table.ts';

function item(pk: string, sk: string, more: Readonly<Record<string, string>> = {}, version = 1): Item {
  const texts = Object.entries(more).map(([name, value]) => [name, { S: value }] as const);
  return { pk: { S: pk }, sk: { S: sk }, version: { N: String(version) }, ...Object.fromEntries(texts) };
}

const sks = (items: readonly Item[]): readonly (string | undefined)[] => items.map(({ sk }) => sk?.S);

/** What every table of tasks does. */
export function taskTableConformance(name: string, open: () => Promise<TaskTable>): void {
  describe(`a table ${name}`, () => {
    let table: TaskTable;
    let pk: string;
    beforeAll(async () => {
      table = await open();
    });
    const fresh = (): string => {
      pk = randomUUID();
      return pk;
    };

    it('gives back what was put, until it is removed', async () => {
      const key = { pk: fresh(), sk: 'a' };
      expect(await table.get(key)).toBeUndefined();
      const put = item(pk, 'a', { text: 'Grüße 😀' });
      expect(await table.write([{ put }])).toEqual({ outcome: 'written' });
      expect(await table.get(key)).toEqual(put);
      expect(await table.get(key, 'eventual')).toEqual(put);
      await table.write([{ remove: key }]);
      expect(await table.get(key)).toBeUndefined();
    });

    it('reads a stretch both ways, sorted by bytes', async () => {
      fresh();
      const texts = ['1', 'A', 'a', 'aa', 'é', '\uffee', '😀'];
      for (const sk of [...texts].reverse()) await table.write([{ put: item(pk, sk) }]);
      const whole = { partition: pk, from: '1', to: LAST, limit: 10 };
      expect(sks((await table.query(whole)).items)).toEqual(texts);
      expect(sks((await table.query({ ...whole, backwards: true })).items)).toEqual([...texts].reverse());
      const part = await table.query({ ...whole, from: 'A', to: 'aa', limit: 2 });
      expect([sks(part.items), part.more]).toEqual([['A', 'a'], true]);
      expect((await table.query({ ...whole, limit: 8 })).more).toBe(false);
    });

    it('reads an index, which has what has its keys', async () => {
      fresh();
      await table.write([{ put: item(pk, 'x', { updatedKey: '2' }) }]);
      await table.write([{ put: item(pk, 'y', { updatedKey: '1' }) }]);
      await table.write([{ put: item(pk, 'z') }]);
      const range = { index: UPDATED_INDEX, partition: pk, from: '0', to: LAST, limit: 10 };
      await expect.poll(async () => sks((await table.query(range)).items)).toEqual(['y', 'x']);
    });

    it('does all of it or nothing, and tells which condition did not hold', async () => {
      fresh();
      const stored = item(pk, 'a', {}, 3);
      await table.write([{ put: stored }]);
      const refused = { outcome: 'refused', item: stored };
      const rest = { put: item(pk, 'b') };
      expect(await table.write([{ put: stored, when: 'absent' }])).toEqual({ ...refused, at: 0 });
      expect(await table.write([rest, { put: stored, when: { version: 2 } }])).toEqual({ ...refused, at: 1 });
      const gone = { outcome: 'refused', at: 1 };
      expect(await table.write([rest, { check: { pk, sk: 'c' }, when: 'present' }])).toMatchObject(gone);
      expect(await table.write([rest, { remove: { pk, sk: 'c' }, when: 'present' }])).toMatchObject(gone);
      expect(await table.get({ pk, sk: 'b' })).toBeUndefined();
      const good = await table.write([
        rest,
        { put: item(pk, 'a', {}, 4), when: { version: 3 } },
        { check: { pk, sk: 'c' }, when: 'absent' },
      ]);
      expect(good).toEqual({ outcome: 'written' });
      expect(await table.get({ pk, sk: 'b' })).toEqual(rest.put);
    });

    it('takes the place of what has expired', async () => {
      fresh();
      const put = { ...item(pk, 'a'), expiresAt: { N: '1000' } };
      expect(await table.write([{ put, when: { freeAt: 5 } }])).toEqual({ outcome: 'written' });
      expect(await table.write([{ put, when: { freeAt: 999 } }])).toMatchObject({ outcome: 'refused' });
      expect(await table.write([{ put, when: { freeAt: 1000 } }])).toEqual({ outcome: 'written' });
    });

    it('lets one of many through who write over the same version', async () => {
      fresh();
      await table.write([{ put: item(pk, 'a') }]);
      const outcomes = await Promise.all(
        Array.from({ length: 10 }, (_, at) =>
          table.write([{ put: item(pk, 'a', {}, 2), when: { version: 1 } }, { put: item(pk, `by-${at}`) }]),
        ),
      );
      expect(outcomes.filter(({ outcome }) => outcome === 'written')).toHaveLength(1);
      expect((await table.query({ partition: pk, from: 'by', to: LAST, limit: 20 })).items).toHaveLength(1);
    });
  });
}
