import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AttributeValue, Item } from '../attribute-value.ts';
import { applyUpdate } from './apply-update.ts';
import { parseUpdate } from './parse-update.ts';
import { applyProjection } from './projection.ts';
import { Substitutions } from './substitutions.ts';

const ITEM: Item = {
  pk: { S: 'k' },
  n: { N: '10' },
  s: { S: 'x' },
  l: { L: [{ S: 'a' }, { S: 'b' }, { S: 'c' }] },
  m: { M: { x: { N: '1' }, deep: { M: { y: { S: 'y' } } }, seq: { L: [{ M: { z: { N: '0' } } }] } } },
  ss: { SS: ['a', 'b'] },
  ns: { NS: ['1', '2'] },
  bs: { BS: ['YQ=='] },
};

const VALUES: Readonly<Record<string, AttributeValue>> = {
  ':v': { S: 'new' },
  ':n': { N: '3' },
  ':l': { L: [{ S: 'd' }] },
  ':ss': { SS: ['b', 'c'] },
  ':both': { SS: ['b', 'a'] },
  ':ns': { NS: ['2'] },
  ':bs': { BS: ['Yg=='] },
  ':m': { M: { k: { S: 'v' } } },
  ':big': { N: '9'.repeat(38) },
};

const update = (text: string, item: Item = ITEM): ReturnType<typeof applyUpdate> =>
  applyUpdate(parseUpdate(text, new Substitutions(new Map(), new Map(Object.entries(VALUES)))), item);

describe('applyUpdate', () => {
  it.each<[string, Item]>([
    ['SET s = :v', { s: { S: 'new' } }],
    ['SET fresh = :v', { fresh: { S: 'new' } }],
    ['SET n = n + :n', { n: { N: '13' } }],
    ['SET n = n - :n', { n: { N: '7' } }],
    ['SET n = :n - n', { n: { N: '-7' } }],
    ['SET s = n, n = s', { s: { N: '10' }, n: { S: 'x' } }],
    ['SET copy2 = m.deep', { copy2: { M: { y: { S: 'y' } } } }],
    ['SET n = if_not_exists(n, :n)', { n: { N: '10' } }],
    ['SET q = if_not_exists(q, :n) + :n', { q: { N: '6' } }],
    ['SET q = if_not_exists(q, n)', { q: { N: '10' } }],
    ['SET q = if_not_exists(q, if_not_exists(r, :v))', { q: { S: 'new' } }],
    ['SET l = list_append(l, :l)', { l: { L: [{ S: 'a' }, { S: 'b' }, { S: 'c' }, { S: 'd' }] } }],
    ['SET l = list_append(:l, l)', { l: { L: [{ S: 'd' }, { S: 'a' }, { S: 'b' }, { S: 'c' }] } }],
    ['SET q = list_append(if_not_exists(q, :l), :l)', { q: { L: [{ S: 'd' }, { S: 'd' }] } }],
    ['SET l[1] = :v', { l: { L: [{ S: 'a' }, { S: 'new' }, { S: 'c' }] } }],
    ['SET l[9] = :v', { l: { L: [{ S: 'a' }, { S: 'b' }, { S: 'c' }, { S: 'new' }] } }],
    [
      'SET l[9] = :v, l[5] = :n',
      { l: { L: [{ S: 'a' }, { S: 'b' }, { S: 'c' }, { N: '3' }, { S: 'new' }] } },
    ],
    ['REMOVE l[0]', { l: { L: [{ S: 'b' }, { S: 'c' }] } }],
    ['REMOVE l[0], l[2], l[7]', { l: { L: [{ S: 'b' }] } }],
    ['SET l[2] = :v REMOVE l[0]', { l: { L: [{ S: 'b' }, { S: 'new' }] } }],
    ['SET l[0] = l[1], l[1] = l[0]', { l: { L: [{ S: 'b' }, { S: 'a' }, { S: 'c' }] } }],
    [
      'SET m.x = :v, m.w = :n',
      {
        m: {
          M: {
            x: { S: 'new' },
            w: { N: '3' },
            deep: { M: { y: { S: 'y' } } },
            seq: { L: [{ M: { z: { N: '0' } } }] },
          },
        },
      },
    ],
    [
      'SET m.seq[0].z = m.seq[0].z + :n REMOVE m.deep.y, m.deep.nope, m.x',
      { m: { M: { deep: { M: {} }, seq: { L: [{ M: { z: { N: '3' } } }] } } } },
    ],
    ['REMOVE gone', {}],
    ['ADD n :n', { n: { N: '13' } }],
    ['ADD q :n', { q: { N: '3' } }],
    ['ADD m.x :n', { m: { M: { ...mapOf(ITEM.m), x: { N: '4' } } } }],
    ['ADD ss :ss', { ss: { SS: ['a', 'b', 'c'] } }],
    ['ADD ns :ns, bs :bs', { bs: { BS: ['YQ==', 'Yg=='] } }],
    ['ADD q :ss', { q: { SS: ['b', 'c'] } }],
    ['DELETE ss :ss', { ss: { SS: ['a'] } }],
    ['DELETE ns :ns', { ns: { NS: ['1'] } }],
    ['DELETE q :ss', {}],
  ])('%s', (text, changes) => {
    const before = structuredClone(ITEM);
    expect(update(text).item).toEqual({ ...ITEM, ...changes });
    expect(ITEM).toEqual(before);
  });

  it('removes a set of which nothing is left', () => {
    const { ss, ...rest } = ITEM;
    expect(update('DELETE ss :both').item).toEqual(rest);
    expect(ss).toBeDefined();
  });

  it('removes attributes', () => {
    const { n, s, ...rest } = ITEM;
    expect(update('REMOVE n, s').item).toEqual(rest);
    expect([n, s]).not.toContain(undefined);
  });

  const MISSING = 'The provided expression refers to an attribute that does not exist in the item';
  const OPERAND = 'An operand in the update expression has an incorrect data type';
  const PATH = 'The document path provided in the update expression is invalid for update';

  it.each([
    ['SET q = gone', MISSING],
    ['SET q = q + :n', MISSING],
    ['SET q = list_append(q, :l)', MISSING],
    ['SET q = if_not_exists(q, gone)', MISSING],
    ['SET q = m.gone', MISSING],
    ['SET q = l[3]', MISSING],
    ['SET n = s + :n', OPERAND],
    ['SET n = n - s', OPERAND],
    ['SET n = if_not_exists(s, :n) + :n', OPERAND],
    ['SET l = list_append(l, n)', OPERAND],
    ['SET l = list_append(n, gone)', OPERAND],
    ['ADD s :n', OPERAND],
    ['ADD n :ss', OPERAND],
    ['ADD ss :ns', OPERAND],
    ['ADD l :n', OPERAND],
    ['ADD m :n', OPERAND],
    ['DELETE ss :ns', OPERAND],
    ['DELETE n :ss', OPERAND],
    ['DELETE l :ss', OPERAND],
    ['SET q.x = :v', PATH],
    ['SET m.gone.x = :v', PATH],
    ['SET s.x = :v', PATH],
    ['SET m[0] = :v', PATH],
    ['SET l.x = :v', PATH],
    ['SET l[3].x = :v', PATH],
    ['SET ss[0] = :v', PATH],
    ['REMOVE q.x', PATH],
    ['REMOVE l.x', PATH],
    ['ADD q.x :n', PATH],
    ['DELETE q.x :ss', PATH],
    ['SET s.x = gone', PATH],
    ['SET q.x = gone', PATH],
    ['SET q.x = s + :n', OPERAND],
    ['SET s.x = s + :n', PATH],
    ['SET a1 = gone, n = n + s', OPERAND],
    ['SET n = :big + :big', 'Attempting to store more than 38 significant digits in a Number'],
  ])('refuses %s', (text, message) => {
    expect(() => update(text)).toThrow(expect.objectContaining({ code: 'ValidationException', message }));
  });

  it('makes an item of its key', () => {
    expect(update('SET s = :v ADD n :n', { pk: { S: 'k' } }).item).toEqual({
      pk: { S: 'k' },
      s: { S: 'new' },
      n: { N: '3' },
    });
  });

  it('tells what it touched, for the answer', () => {
    const { item, touched } = update('SET m.x = :v, l[1] = :n REMOVE n ADD q :n');
    expect(touched).toEqual([['m', 'x'], ['l', 1], ['n'], ['q']]);
    expect(applyProjection({ paths: touched }, ITEM)).toEqual({
      m: { M: { x: { N: '1' } } },
      l: { L: [{ S: 'b' }] },
      n: { N: '10' },
    });
    expect(applyProjection({ paths: touched }, item)).toEqual({
      m: { M: { x: { S: 'new' } } },
      l: { L: [{ N: '3' }] },
      q: { N: '3' },
    });
  });

  it('writes attributes whose names objects treat specially', () => {
    const named = new Substitutions(new Map([['#p', '__proto__']]), new Map([[':v', { S: 'v' }]]));
    const { item } = applyUpdate(parseUpdate('SET #p = :v, m.#p = :v', named), ITEM);
    expect(Object.entries(item).at(-1)).toEqual(['__proto__', { S: 'v' }]);
    expect(Object.hasOwn(mapOf(item.m), '__proto__')).toBe(true);
    expect(Object.getPrototypeOf(item)).toBe(Object.prototype);
  });

  it('leaves alone what it does not name', () => {
    const names = fc.constantFrom('a', 'b', 'c', 'd');
    fc.assert(
      fc.property(fc.dictionary(names, fc.integer()), names, fc.integer(), (numbers, name, number) => {
        const item = Object.fromEntries(
          Object.entries(numbers).map(([key, value]) => [key, { N: String(value) }]),
        );
        const values = new Map([[':v', { N: String(number) }]]);
        const result = applyUpdate(
          parseUpdate(`SET ${name} = :v`, new Substitutions(new Map(), values)),
          item,
        );
        expect(result.item).toEqual({ ...item, [name]: { N: String(number) } });
      }),
    );
  });
});

function mapOf(value: AttributeValue | undefined): Item {
  return value !== undefined && 'M' in value ? value.M : {};
}
