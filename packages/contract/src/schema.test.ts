import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { integerText, objectSchema, text } from './schema.ts';

describe('text', () => {
  const schema = text(1, 4);

  it.each([
    ['one', 'a', true],
    ['as many as allowed', 'abcd', true],
    ['four characters of two UTF-16 units each', '😀😀😀😀', true],
    ['none', '', false],
    ['one too many', 'abcde', false],
    ['five characters of two units each', '😀😀😀😀😀', false],
    ['half a character', 'a\ud800', false],
    ['the wrong half first', '\udc00\ud800', false],
  ])('takes %s: %j is %s', (_name, value, good) => {
    expect(schema.safeParse(value).success).toBe(good);
  });

  it('takes exactly what UTF-8 gives back', () => {
    const any = text(0, 1000);
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        const survives = Buffer.from(value).toString() === value;
        expect(any.safeParse(value).success).toBe(survives);
      }),
    );
  });

  it('says one thing about one mistake', () => {
    expect(schema.safeParse('').error?.issues.map(({ message }) => message)).toEqual(['Empty']);
  });
});

describe('integerText', () => {
  const schema = integerText(1, 100);

  it.each(['1', '25', '100', '007'])('takes %s', (value) => {
    expect(schema.parse(value)).toBe(Number(value));
  });

  it.each(['', ' 5', '5 ', '0', '101', '-1', '1.5', '1e1', '0x10', 'NaN', '9'.repeat(400), 5])(
    'refuses %j',
    (value) => {
      expect(schema.safeParse(value).success).toBe(false);
    },
  );
});

describe('objectSchema', () => {
  const schema = objectSchema<{ readonly a: string; readonly b?: string }>(
    'SchemaTestPair',
    { a: z.string(), b: z.string().exactOptional() },
    { check: ({ a, b }) => a !== b, error: 'The same twice', at: 'b' },
  );

  it('refuses members without a name here, also those of every object', () => {
    for (const name of ['c', '__proto__', 'constructor', 'toString']) {
      const result = schema.safeParse(JSON.parse(`{"a":"x","${name}":{}}`));
      expect(result.error?.issues).toMatchObject([{ code: 'unrecognized_keys', keys: [name] }]);
    }
  });

  it('applies its rule to the members together', () => {
    expect(schema.parse({ a: 'x' })).toEqual({ a: 'x' });
    expect(schema.safeParse({ a: 'x', b: 'x' }).error?.issues).toMatchObject([
      { path: ['b'], message: 'The same twice' },
    ]);
  });
});
