import { beforeEach, expect, it } from 'vitest';
import { clearSelection, isChoosing, selectAll, selection, selectUpTo, toggleSelected } from './selection.ts';

const ALL = ['a', 'b', 'c', 'd', 'e'];
const chosen = (): readonly string[] => [...selection.get().ids].sort();

beforeEach(clearSelection);

it('a stretch goes from where one began, down and up', () => {
  toggleSelected('b');
  selectUpTo(ALL, 'd');
  expect(chosen()).toEqual(['b', 'c', 'd']);
  selectUpTo(ALL, 'a');
  expect(chosen()).toEqual(['a', 'b', 'c', 'd']);
});

it('a stretch without a beginning is one task', () => {
  selectUpTo(ALL, 'c');
  expect(chosen()).toEqual(['c']);
});

it('what is chosen twice is not chosen', () => {
  selectAll(ALL);
  toggleSelected('e');
  expect(chosen()).toEqual(['a', 'b', 'c', 'd']);
  clearSelection();
  expect(isChoosing(selection.get())).toBe(false);
});
