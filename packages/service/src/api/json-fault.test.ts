import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonFault } from './json-fault.ts';

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('jsonFault', () => {
  it.each<[text: string, fault: number | undefined]>([
    ['{"a": 1}', undefined],
    [' [1, true, null, "x", {}] \n', undefined],
    ['-0.5e+10', undefined],
    ['', 0],
    ['{"title": ', 10],
    ['{"a": 1,}', 8],
    ['[1 2]', 3],
    ['{a: 1}', 1],
    ["{'a': 1}", 1],
    ['{"a" 1}', 5],
    ['[1]]', 3],
    ['01', 1],
    ['+1', 0],
    ['.5', 0],
    ['nul', 0],
    ['"a\nb"', 0],
    ['"\\x"', 0],
    ['\ufeff{}', 0],
    ['{"a":1', 6],
    ['[}', 1],
  ])('finds the fault of %j at %s', (text, fault) => {
    expect(jsonFault(text)).toBe(fault);
  });

  it('agrees with JSON.parse on JSON', () => {
    fc.assert(fc.property(fc.json(), (text) => void expect(jsonFault(text)).toBeUndefined()));
  });

  it('agrees with JSON.parse on what is nearly JSON', () => {
    const piece = fc.constantFrom(...'{}[],:"\\ \n0-1.eE+tu', 'true', 'null', '"a"', '\\u00e9', '12', 'x');
    const nearly = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
    const cut = fc
      .tuple(fc.json(), fc.nat(40), fc.nat(3), fc.string({ maxLength: 2 }))
      .map(([text, at, length, put]) => text.slice(0, at) + put + text.slice(at + length));
    fc.assert(
      fc.property(fc.oneof(nearly, cut), (text) => {
        expect(jsonFault(text) === undefined).toBe(isJson(text));
      }),
      { numRuns: 2_000 },
    );
  });

  it('points to where no ending could make it JSON', () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(40), (text, at) => {
        const fault = jsonFault(text.slice(0, at));
        expect(fault === undefined || fault <= at).toBe(true);
      }),
    );
  });

  it('takes a deep nest without a deep stack', () => {
    expect(jsonFault(`${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}`)).toBeUndefined();
  });
});
