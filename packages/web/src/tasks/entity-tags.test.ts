import { expect, it } from 'vitest';
import { createEntityTags } from './entity-tags.ts';

it('an edit goes on from the own edits before it', () => {
  const tags = createEntityTags();
  tags.follow('a', '"1"', 2, '"2"');
  tags.follow('a', '"2"', 3, '"3"');
  expect(tags.latest('a', '"1"')).toBe('"3"');
  expect(tags.latest('b', '"1"')).toBe('"1"');
});

it('an unconditional change counts as a step only from the version before', () => {
  const tags = createEntityTags();
  tags.follow('a', undefined, 1, '"1"');
  tags.follow('a', undefined, 2, '"2"');
  // Somebody else made version 3.
  tags.follow('a', undefined, 4, '"4"');
  expect(tags.latest('a', '"1"')).toBe('"2"');
  expect(tags.latest('a', '"2"')).toBe('"2"');
});
