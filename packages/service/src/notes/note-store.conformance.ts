import { randomUUID } from 'node:crypto';
import type { Note, NoteChange } from '@taskyard/contract';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Slice } from '../paging/slice.ts';
import { SYSTEM_SOURCES } from '../sources.ts';
import { createUuidV7 } from '../uuid-v7.ts';
import { changeNote } from './change-note.ts';
import {
  type NoteQuery,
  type NoteStore,
  SEARCHED_NOTES,
  titleKey,
  type UpdateOutcome,
} from './note-store.ts';

const newId = createUuidV7(SYSTEM_SOURCES);
const CREATED = '2026-11-20T10:00:00.000Z';
const CHANGED = '2026-11-20T11:00:00.000Z';

function someNote(more: Partial<Note> = {}): Note {
  return {
    id: newId(),
    title: 'a',
    pinned: false,
    labels: [],
    version: 1,
    createdAt: CREATED,
    updatedAt: CREATED,
    createdBy: randomUUID(),
    body: '',
    ...more,
  };
}

const full: Partial<Note> = { title: 'Grüße 😀', body: '# Hi\n\nüber', pinned: true, labels: ['b', 'a'] };

const changes: readonly (readonly [name: string, before: Partial<Note>, change: NoteChange])[] = [
  ['the title alone', full, { title: 'B' }],
  ['every field', {}, { title: 'B', body: 'text', pinned: true, labels: ['x'] }],
  ['null for what is there', full, { body: null, labels: null }],
  ['null for what is not there', {}, { body: null, labels: null }],
  ['the pin', full, { pinned: false }],
];

function withoutBody({ body: _body, ...summary }: Note): Omit<Note, 'body'> {
  return summary;
}

/** What every store of notes does. `open` gives the store; its other contents do not matter. */
export function noteStoreConformance(name: string, open: () => Promise<NoteStore>): void {
  describe(`a note store ${name}`, () => {
    let store: NoteStore;
    beforeAll(async () => {
      store = await open();
    });

    /** All slices of a list, from the first to the last. */
    async function slices(query: NoteQuery): Promise<readonly Slice<Omit<Note, 'body'>>[]> {
      const found: Slice<Omit<Note, 'body'>>[] = [];
      for (let after: string | undefined, more = true; more; ) {
        const slice = await store.list({ ...query, ...(after === undefined ? {} : { after }) });
        found.push(slice);
        after = slice.next;
        more = after !== undefined;
      }
      return found;
    }

    it.each([
      ['small', {}],
      ['full', full],
      ['large', { body: 'x'.repeat(100 * 1024) }],
    ])('gives a %s note back as it was put in', async (_name, more) => {
      const note = someNote(more);
      expect(await store.insert(note)).toEqual({ outcome: 'inserted' });
      expect(await store.get(note.createdBy, note.id)).toEqual(note);
    });

    it("gives nothing of another owner's, and changes nothing there", async () => {
      const note = someNote();
      await store.insert(note);
      const other = randomUUID();
      const update = { owner: other, id: note.id, change: { title: 'b' }, at: CHANGED };
      expect(await store.get(other, note.id)).toBeUndefined();
      expect(await store.update(update)).toEqual({ outcome: 'missing' });
      expect(await store.delete(other, note.id)).toEqual({ outcome: 'missing' });
      expect(await store.list({ owner: other, limit: 10 })).toEqual({ things: [] });
      expect(await store.get(note.createdBy, note.id)).toEqual(note);
    });

    it.each(changes)('changes %s as changeNote says', async (_name, before, change) => {
      const note = someNote(before);
      await store.insert(note);
      const expected = changeNote(note, change, CHANGED);
      const update = { owner: note.createdBy, id: note.id, change, at: CHANGED };
      expect(await store.update(update)).toEqual({ outcome: 'updated', note: expected });
      expect(await store.get(note.createdBy, note.id)).toEqual(expected);
      expect(await store.list({ owner: note.createdBy, limit: 1 })).toEqual({
        things: [withoutBody(expected)],
      });
      const { things } = await store.list({ owner: note.createdBy, pinned: expected.pinned, limit: 1 });
      expect(things).toEqual([withoutBody(expected)]);
    });

    it.each<[name: string, versions: readonly number[] | undefined, outcome: UpdateOutcome['outcome']]>([
      ['any version', undefined, 'updated'],
      ['its version', [1], 'updated'],
      ['another version', [2], 'stale'],
      ['no version at all', [], 'stale'],
    ])('changes and deletes only when %s matches', async (_name, versions, outcome) => {
      const note = someNote();
      await store.insert(note);
      const update = { owner: note.createdBy, id: note.id, change: { title: 'b' }, at: CHANGED };
      expect(await store.update({ ...update, versions })).toMatchObject({ outcome });
      const again = someNote();
      await store.insert(again);
      expect(await store.delete(again.createdBy, again.id, versions)).toEqual({
        outcome: outcome === 'updated' ? 'deleted' : 'stale',
      });
      expect((await store.get(again.createdBy, again.id)) === undefined).toBe(outcome === 'updated');
    });

    it('lists the newest first, pinned ones alone when asked, in full slices', async () => {
      const owner = randomUUID();
      const notes: Note[] = [];
      for (let count = 0; count < 10; count += 1) {
        const note = someNote({ createdBy: owner, pinned: count % 3 === 0 });
        notes.unshift(note);
        await store.insert(note);
      }
      for (const pinned of [undefined, true, false]) {
        const expected = notes.filter((note) => pinned === undefined || note.pinned === pinned);
        for (const limit of [1, 4, 10, 11]) {
          const found = await slices({ owner, limit, ...(pinned === undefined ? {} : { pinned }) });
          expect(found.flatMap(({ things }) => things)).toEqual(expected.map(withoutBody));
          for (const slice of found.slice(0, -1)) expect(slice.things).toHaveLength(limit);
        }
      }
    });

    it.each([
      ['shopping', ['Shopping list', 'SHOPPING']],
      ['list', ['Shopping list', 'A list']],
      ['ＬＩＳＴ', ['Shopping list', 'A list']],
      ['grüsse', []],
      ['GRÜSSE 2', ['Grüsse 2']],
      ['%', ['100%']],
    ])('finds %j in titles, whatever the case', async (q, expected) => {
      const owner = randomUUID();
      for (const title of ['100%', 'Grüsse 2', 'SHOPPING', 'A list', 'Shopping list']) {
        await store.insert(someNote({ createdBy: owner, title, pinned: true }));
      }
      for (const pinned of [undefined, true]) {
        const query = { owner, titleContains: titleKey(q), ...(pinned === undefined ? {} : { pinned }) };
        const found = (await slices({ ...query, limit: 1 })).flatMap(({ things }) => things);
        expect(found.map(({ title }) => title).sort()).toEqual(
          (q === 'grüsse' ? ['Grüsse 2'] : [...expected]).sort(),
        );
      }
    });

    it('looks through so many titles a time and leads on', async () => {
      const owner = randomUUID();
      const oldest = someNote({ createdBy: owner, title: 'needle' });
      await store.insert(oldest);
      const rest = Array.from({ length: SEARCHED_NOTES }, () => someNote({ createdBy: owner, title: 'hay' }));
      for (let at = 0; at < rest.length; at += 50) {
        await Promise.all(rest.slice(at, at + 50).map((note) => store.insert(note)));
      }
      const first = await store.list({ owner, titleContains: 'needle', limit: 10 });
      expect(first.things).toEqual([]);
      expect(first.next).toBeDefined();
      const found = await slices({ owner, titleContains: 'needle', limit: 10 });
      expect(found.flatMap(({ things }) => things)).toEqual([withoutBody(oldest)]);
    });

    it('makes one note for one key, and gives it back as it was made', async () => {
      const claim = { key: 'createNote#k', fingerprint: 'f', madeAt: 1_000, expiresAt: 2_000 };
      const note = someNote(full);
      expect(await store.insert(note, claim)).toEqual({ outcome: 'inserted' });
      await store.delete(note.createdBy, note.id);
      const again = someNote({ createdBy: note.createdBy });
      expect(await store.insert(again, claim)).toEqual({ outcome: 'replayed', made: note });
      expect(await store.insert(again, { ...claim, fingerprint: 'g' })).toEqual({ outcome: 'key-reused' });
      expect(await store.list({ owner: note.createdBy, limit: 10 })).toEqual({ things: [] });
    });
  });
}
