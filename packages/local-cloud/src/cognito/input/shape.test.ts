import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AwsError } from '../../aws/aws-error.ts';
import { flag, integer, list, oneOf, readInput, required, structure, text, textMap } from './shape.ts';

const shape = structure({
  Name: required(text({ min: 2, max: 5, pattern: '[a-z]+' })),
  Secret: text({ min: 3, sensitive: true }),
  Count: integer(1, 9),
  On: flag(),
  Kind: oneOf('A', 'B'),
  Tags: textMap(text({ max: 2 })),
  Inner: list(structure({ Value: required(text()) }), 0, 2),
});

const one = '1 validation error detected: ';

describe('an input', () => {
  it('is taken, without what the shape does not name', () => {
    const input = { Name: 'abc', Count: 3, On: false, Kind: 'B', Tags: { a: 'b' }, Inner: [{ Value: '' }] };
    expect(readInput(shape, { ...input, Unknown: 1, Secret: null })).toEqual(input);
  });

  it.each<[unknown, string]>([
    [{}, `${one}Value null at 'name' failed to satisfy constraint: Member must not be null`],
    [
      { Name: 'a' },
      `${one}Value 'a' at 'name' failed to satisfy constraint: Member must have length greater than or equal to 2`,
    ],
    [
      { Name: 'abcdef' },
      `${one}Value 'abcdef' at 'name' failed to satisfy constraint: Member must have length less than or equal to 5`,
    ],
    [
      { Name: 'abC' },
      `${one}Value 'abC' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-z]+`,
    ],
    [
      { Name: 'abc', Kind: 'C' },
      `${one}Value 'C' at 'kind' failed to satisfy constraint: Member must satisfy enum value set: [A, B]`,
    ],
    [
      { Name: 'abc', Count: 10 },
      `${one}Value '10' at 'count' failed to satisfy constraint: Member must have value less than or equal to 9`,
    ],
    [
      { Name: 'abc', Secret: 'no' },
      `${one}Value at 'secret' failed to satisfy constraint: Member must have length greater than or equal to 3`,
    ],
    [
      { Name: 'abc', Inner: [{ Value: 'x' }, {}] },
      `${one}Value null at 'inner.2.member.value' failed to satisfy constraint: Member must not be null`,
    ],
    [
      { Name: 'abc', Tags: { a: 'long' } },
      `${one}Value 'long' at 'tags.a.member' failed to satisfy constraint: Member must have length less than or equal to 2`,
    ],
  ])('%j is refused in AWS’s words', (input, message) => {
    expect(() => readInput(shape, input)).toThrow(
      expect.objectContaining({ code: 'InvalidParameterException', message }),
    );
  });

  it('of any kind is taken or refused, never worse', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom('', 'Name', 'Inner', 'Tags', 'Count'), (value, place) => {
        const input = place === '' ? value : { Name: 'abc', [place]: value };
        try {
          readInput(shape, input);
        } catch (error) {
          expect(error).toBeInstanceOf(AwsError);
        }
      }),
    );
  });
});
