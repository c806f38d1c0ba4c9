import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tokenize } from './tokenizer.ts';

describe('tokenize', () => {
  it.each([
    ['', 'end'],
    ['a', 'identifier end'],
    ['a1_b', 'identifier end'],
    ['_a', 'unknown identifier end'],
    ['#a :b', 'name value end'],
    ['#', 'unknown end'],
    ['#1 :_', 'name value end'],
    ['and Or NOT between iN', 'AND OR NOT BETWEEN IN end'],
    ['set remove Add DELETE', 'SET REMOVE ADD DELETE end'],
    ['sets', 'identifier end'],
    ['a[0]', 'identifier [ integer ] end'],
    ['01', 'integer integer end'],
    ['10', 'integer end'],
    ['<= < <> >= > = < >', '<= < <> >= > = < > end'],
    ['(a,b.c)+-', '( identifier , identifier . identifier ) + - end'],
    ['a\t\r\n =', 'identifier = end'],
    ['a\u00a0b', 'identifier unknown identifier end'],
    ['é', 'unknown end'],
    ['😀', 'unknown end'],
    ['"x"', 'unknown identifier unknown end'],
  ])('reads %j as %s', (text, types) => {
    expect(
      tokenize(text)
        .map((token) => token.type)
        .join(' '),
    ).toBe(types);
  });

  it('covers the text, but for the white space', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 50 }), (text) => {
        const tokens = tokenize(text).slice(0, -1);
        expect(tokens.map((token) => token.text).join('')).toBe(text.replace(/[ \t\r\n]/g, ''));
        for (const token of tokens) expect(text.slice(token.start, token.end)).toBe(token.text);
      }),
    );
  });
});
