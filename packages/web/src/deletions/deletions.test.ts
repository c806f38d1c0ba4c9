import { QueryClient } from '@tanstack/react-query';
import { createClient } from '@taskyard/client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { runLastAction, SHOWN_MS, toasts } from '../shell/toasts.ts';
import type { Deletion } from './deletion.ts';
import { createDeletions, type Deletions } from './deletions.ts';
import { keptDeletions } from './kept-deletions.ts';

const note: Deletion = {
  id: '01890a5d-ac96-774b-bcce-b302099a8057',
  operation: 'deleteNote',
  path: { noteId: '01890a5d-ac96-774b-bcce-b302099a8057' },
  holders: [['notes']],
};
const WORDS = { what: 'the note' };

/** A browser's tab: what it asks of the service, which answers with `status`. */
function tab(storage: Storage, status = 204): { deletions: Deletions; sent: string[] } {
  const sent: string[] = [];
  const api = createClient({
    baseUrl: 'https://api.example.com/dev/',
    token: 'token',
    retries: 0,
    fetch: async (url, init) => {
      sent.push(`${init?.method} ${new URL(String(url)).pathname}`);
      return new Response(null, { status });
    },
  });
  return { deletions: createDeletions(new QueryClient(), api, keptDeletions(storage, 'ada')), sent };
}

function memoryStorage(): Storage {
  const values = new Map<string, string>();
  return {
    get length() {
      return values.size;
    },
    clear: () => values.clear(),
    key: (index) => [...values.keys()][index] ?? null,
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
  };
}

const DELETED = ['DELETE /dev/notes/01890a5d-ac96-774b-bcce-b302099a8057'];

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(async () => {
  await vi.runAllTimersAsync();
  vi.useRealTimers();
});

it('nothing is sent before it can no longer be taken back', async () => {
  const storage = memoryStorage();
  const { deletions, sent } = tab(storage);
  deletions.start(note, WORDS);
  await vi.advanceTimersByTimeAsync(SHOWN_MS - 1);
  expect(sent).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(sent).toEqual(DELETED);
  expect(storage).toHaveLength(0);
});

it('what is taken back is never sent', async () => {
  const storage = memoryStorage();
  const { deletions, sent } = tab(storage);
  const onTakenBack = vi.fn();
  deletions.start(note, { ...WORDS, onTakenBack });
  expect(runLastAction()).toBe(true);
  await deletions.finish();
  await vi.runAllTimersAsync();
  expect(onTakenBack).toHaveBeenCalledOnce();
  expect(sent).toEqual([]);
  expect(storage).toHaveLength(0);
});

it('a message that others push away is an offer that has ended', async () => {
  const { deletions, sent } = tab(memoryStorage());
  for (const id of ['1', '2', '3', '4']) deletions.start({ ...note, id }, WORDS);
  await vi.advanceTimersByTimeAsync(0);
  expect(sent).toHaveLength(1);
});

it('a page that is left sends what waits, once', async () => {
  const { deletions, sent } = tab(memoryStorage());
  deletions.start(note, WORDS);
  await deletions.finish();
  await vi.runAllTimersAsync();
  expect(sent).toEqual(DELETED);
});

it('what a page could not send any more, another one does, not before its time', async () => {
  const storage = memoryStorage();
  keptDeletions(storage, 'ada').keep({ deletion: note, until: Date.now() + 1_000 });
  keptDeletions(storage, 'grace').keep({ deletion: { ...note, id: 'hers' }, until: 0 });
  const other = tab(storage, 404);
  other.deletions.resume();
  await vi.advanceTimersByTimeAsync(999);
  expect(other.sent).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(other.sent).toEqual(DELETED);
  expect(storage).toHaveLength(1);
});

it('what another tab has taken back is left alone', async () => {
  const storage = memoryStorage();
  tab(storage).deletions.start(note, WORDS);
  const other = tab(storage);
  other.deletions.resume();
  runLastAction();
  await vi.runAllTimersAsync();
  expect(other.sent).toEqual([]);
});

it('what the service refuses is told, and kept no longer', async () => {
  const storage = memoryStorage();
  const { deletions } = tab(storage, 409);
  deletions.start(note, WORDS);
  await deletions.finish();
  expect(toasts.get().map(({ message }) => message)).toContainEqual(
    expect.stringMatching(/^Could not delete the note: /),
  );
  expect(storage).toHaveLength(0);
});
