import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AwsError } from '../../aws/aws-error.ts';
import type { Item } from '../attribute-value.ts';
import { applyProjection, parseProjection, projectAttributes } from './projection.ts';
import { Substitutions } from './substitutions.ts';

const names = new Map([
  ['#a', 'a'],
  ['#dot', 'x.y'],
  ['#proto', '__proto__'],
]);

const parse = (text: string): ReturnType<typeof parseProjection> =>
  parseProjection(text, new Substitutions(names, new Map()));

const ITEM: Item = {
  pk: { S: 'k' },
  a: { M: { b: { S: 'b' }, c: { M: { d: { N: '1' }, e: { N: '2' } } } } },
  l: {
    L: [{ S: 'l0' }, { M: { x: { S: 'x' }, y: { S: 'y' } } }, { S: 'l2' }, { L: [{ S: 'n0' }, { S: 'n1' }] }],
  },
  'x.y': { S: 'dotted' },
  ...Object.fromEntries([['__proto__', { S: 'proto' }]]),
};

describe('parseProjection', () => {
  it.each([
    ['', 'The expression can not be empty;'],
    ['a,', 'Syntax error; token: "<EOF>", near: ","'],
    ['a b', 'Syntax error; token: "b", near: "a b"'],
    [',a', 'Syntax error; token: ",", near: ",a"'],
    ['a..b', 'Syntax error; token: ".", near: "..b"'],
    ['a.', 'Syntax error; token: "<EOF>", near: "."'],
    ['(a)', 'Syntax error; token: "(", near: "(a"'],
    ['size(a)', 'Syntax error; token: "(", near: "size(a"'],
    [':v', 'Syntax error; token: ":v", near: ":v"'],
    ['a!!!', 'Syntax error; token: "!", near: "a!!"'],
    ['!!!', 'Syntax error; token: "!", near: "!!"'],
    ['add', 'Syntax error; token: "add", near: "add"'],
    ['a, status', 'Attribute name is a reserved keyword; reserved keyword: status'],
    ['a[2147483648]', 'List index is not within the allowable range; index: [2147483648]'],
    ['a.#u', 'An expression attribute name used in the document path is not defined; attribute name: #u'],
    ['a, #u, a', 'An expression attribute name used in the document path is not defined; attribute name: #u'],
    [
      'a, a.b',
      'Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a], path two: [a, b]',
    ],
    [
      'a.b, a',
      'Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a, b], path two: [a]',
    ],
    [
      'a, #a',
      'Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a], path two: [a]',
    ],
    [
      'l[0], l',
      'Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [l, [0]], path two: [l]',
    ],
    [
      'x, a.b, a',
      'Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a, b], path two: [a]',
    ],
    [
      'a.b, a[1], c, c',
      'Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [c], path two: [c]',
    ],
    [
      'a.b, a[1]',
      'Two document paths conflict with each other; must remove or rewrite one of these paths; path one: [a, b], path two: [a, [1]]',
    ],
    [`a${'z'.repeat(4096)}`, 'Expression size has exceeded the maximum allowed size;'],
    [`a${'.b'.repeat(32)}`, 'The document path has too many nesting levels; nesting levels: 33'],
  ])('refuses %j', (text, message) => {
    expect(() => parse(text)).toThrow(
      expect.objectContaining({
        code: 'ValidationException',
        message: `Invalid ProjectionExpression: ${message}`,
      }),
    );
  });

  it('measures the text, not what its names stand for', () => {
    expect(() => parse(`a${'z'.repeat(4095)}`)).not.toThrow();
  });

  it('answers whatever text with a projection or a ValidationException', () => {
    const word = fc.constantFrom(...'a b #a #u [ ] 0 7 . , ( name é set'.split(' '));
    fc.assert(
      fc.property(fc.array(word, { maxLength: 30 }), (words) => {
        try {
          parse(words.join(''));
        } catch (error) {
          expect(error).toBeInstanceOf(AwsError);
          expect(error).toMatchObject({ code: 'ValidationException' });
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('applyProjection', () => {
  it.each<[string, Item]>([
    ['pk', { pk: { S: 'k' } }],
    ['gone', {}],
    ['gone.b, a.zzz, l[9], l[0].x, pk.x', {}],
    ['a.b, pk', { pk: { S: 'k' }, a: { M: { b: { S: 'b' } } } }],
    ['a.c.e, a.b', { a: { M: { b: { S: 'b' }, c: { M: { e: { N: '2' } } } } } }],
    ['l[2], l[0]', { l: { L: [{ S: 'l0' }, { S: 'l2' }] } }],
    ['l[1].y, l[2]', { l: { L: [{ M: { y: { S: 'y' } } }, { S: 'l2' }] } }],
    ['l[3][1], l[3][7]', { l: { L: [{ L: [{ S: 'n1' }] }] } }],
    ['#dot', { 'x.y': { S: 'dotted' } }],
    ['#a.#a, #a.b', { a: { M: { b: { S: 'b' } } } }],
  ])('%s', (text, expected) => {
    expect(applyProjection(parse(text), ITEM)).toEqual(expected);
  });

  it('answers an attribute with a name that objects treat specially', () => {
    const projected = applyProjection(parse('#proto'), ITEM);
    expect(Object.entries(projected)).toEqual([['__proto__', { S: 'proto' }]]);
  });

  it('leaves the item as it is', () => {
    const before = structuredClone(ITEM);
    applyProjection(parse('a.c.e, l[1].y'), ITEM);
    expect(ITEM).toEqual(before);
  });
});

describe('projectAttributes', () => {
  it('takes whole attributes by their names, also one with a dot', () => {
    expect(applyProjection(projectAttributes(['x.y', 'pk', 'none']), ITEM)).toEqual({
      pk: { S: 'k' },
      'x.y': { S: 'dotted' },
    });
  });
});
