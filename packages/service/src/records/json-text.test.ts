import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memberText } from './json-text.ts';

describe('memberText', () => {
  it.each([
    ['{"data":1}', '1'],
    ['{ "data" : 1.0 }', '1.0'],
    ['{"data":12345678901234567890123456789}', '12345678901234567890123456789'],
    ['\n{"a":{"data":1},"data":-0}', '-0'],
    ['{"data":1,"data":[2]}', '[2]'],
    ['{"d\\u0061ta":true , "b":1}', 'true'],
    ['{"data":"a\\"},{\\\\"}', '"a\\"},{\\\\"'],
    ['{"data":{"a":[{"b":"]}"}]},"x":null}', '{"a":[{"b":"]}"}]}'],
    ['{"x":"data"}', undefined],
    ['{}', undefined],
  ])('of %s is %s', (object, expected) => {
    expect(memberText(object, 'data')).toBe(expected);
  });

  it('is what JSON.parse sees there, whatever stands around it', () => {
    const space = fc.constantFrom('', ' ', '\n\t');
    const members = fc.array(
      fc.tuple(fc.oneof(fc.string(), fc.constant('data'), fc.constant('__proto__')), fc.jsonValue(), space),
    );
    fc.assert(
      fc.property(members, space, (list, around) => {
        const text = `${around}{${list
          .map(
            ([name, value, gap]) =>
              `${gap}${JSON.stringify(name)}${gap}:${gap}${JSON.stringify(value, null, gap)}${gap}`,
          )
          .join(',')}${around}}${around}`;
        const parsed: unknown = JSON.parse(text);
        const found = memberText(text, 'data');
        const expected = Object.getOwnPropertyDescriptor(parsed, 'data')?.value;
        expect(found === undefined ? undefined : JSON.parse(found)).toEqual(expected);
      }),
    );
  });
});
