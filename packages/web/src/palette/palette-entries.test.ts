import { expect, it } from 'vitest';
import { matchingEntries, type PaletteEntry } from './palette-entries.ts';

const entry = (label: string, group: PaletteEntry['group'] = 'tasks'): PaletteEntry => ({
  id: label,
  group,
  label,
  icon: 'tasks',
  run: () => {},
});
const labels = (text: string, entries: readonly PaletteEntry[]): readonly string[] =>
  matchingEntries(entries, text).map(({ label }) => label);

it('every word must be there, whatever the case, and beginnings come first', () => {
  const all = [
    entry('Call about the notes'),
    entry('Banknotes'),
    entry('Notes of the week'),
    entry('Notebook'),
  ];
  expect(labels('NOTE', all)).toEqual(['Notes of the week', 'Notebook', 'Call about the notes', 'Banknotes']);
  expect(labels('notes week', all)).toEqual(['Notes of the week']);
  expect(labels('  ', all)).toHaveLength(4);
});

it('no group takes all the room', () => {
  const many = Array.from({ length: 30 }, (_, index) => entry(`Task ${index}`));
  expect(labels('', [...many, entry('Inbox', 'lists')])).toHaveLength(9);
});
