import { describe, expect, it } from 'vitest';
import { javaHashOrder } from './java-hash-order.ts';

describe('javaHashOrder', () => {
  it.each([
    [[], []],
    [['#a'], ['#a']],
    [
      ['#b', '#a'],
      ['#a', '#b'],
    ],
    [
      [':c', ':a', ':b'],
      [':a', ':b', ':c'],
    ],
    // "two" and "three" share bucket 13 of 16, "one" is in bucket 7.
    [
      ['two', 'three', 'one'],
      ['one', 'two', 'three'],
    ],
    [
      ['three', 'two', 'one'],
      ['one', 'three', 'two'],
    ],
  ])('orders %j as %j', (keys, ordered) => {
    expect(javaHashOrder(keys)).toEqual(ordered);
  });
});
