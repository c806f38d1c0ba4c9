import { describe, expect, it } from 'vitest';
import { conditionPaths } from './condition.ts';
import { assertFilterWithoutKeys, assertKeysUntouched, assertScalarKeys } from './key-attribute-rules.ts';
import { parseCondition } from './parse-condition.ts';
import { parseUpdate } from './parse-update.ts';
import { noSubstitutions, Substitutions } from './substitutions.ts';
import { updateOperandPaths } from './update.ts';

const KEYS = new Set(['pk', 'sk']);

describe('the rules about key attributes', () => {
  it('refuses a path into a key', () => {
    const condition = parseCondition('FilterExpression', 'a = b.c OR size(sk.x) > a', noSubstitutions());
    expect(() => assertScalarKeys(conditionPaths(condition), KEYS)).toThrow(
      "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: Key: sk",
    );
    expect(() => assertScalarKeys([['pk'], ['a', 'pk']], KEYS)).not.toThrow();
  });

  it('refuses a filter on the queried key', () => {
    const filter = (text: string): void =>
      assertFilterWithoutKeys(parseCondition('FilterExpression', text, noSubstitutions()), KEYS);
    expect(() => filter('a = b AND NOT attribute_exists(pk)')).toThrow(
      'Filter Expression can only contain non-primary key attributes: Primary key attribute: pk',
    );
    expect(() => filter('a.pk = b')).not.toThrow();
  });

  it('refuses an update of the key', () => {
    const update = (text: string): ReturnType<typeof parseUpdate> =>
      parseUpdate(text, new Substitutions(new Map(), new Map([[':v', { N: '1' }]])));
    for (const text of ['SET a = :v, pk = :v', 'REMOVE sk', 'ADD pk :v', 'SET pk.a = :v']) {
      expect(() => assertKeysUntouched(update(text), KEYS)).toThrow(
        /^One or more parameter values were invalid: Cannot update attribute (pk|sk)\. This attribute is part of the key$/,
      );
    }
    expect(() => assertKeysUntouched(update('SET a = pk'), KEYS)).not.toThrow();
    expect(updateOperandPaths(update('SET a = if_not_exists(pk.x, b) + c, d = list_append(e, f)'))).toEqual([
      ['pk', 'x'],
      ['b'],
      ['c'],
      ['e'],
      ['f'],
    ]);
  });
});
