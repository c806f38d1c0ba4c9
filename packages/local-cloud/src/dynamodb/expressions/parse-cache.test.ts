import { describe, expect, it } from 'vitest';
import { ParseCache } from './parse-cache.ts';

describe('ParseCache', () => {
  it('parses a text once', () => {
    const cache = new ParseCache<number>();
    let parses = 0;
    const parse = (): number => {
      parses += 1;
      return parses;
    };
    expect(cache.get('a', parse)).toBe(1);
    expect(cache.get('a', parse)).toBe(1);
    expect(cache.get('b', parse)).toBe(2);
  });

  it('keeps no more characters than its limit, the texts used last', () => {
    const cache = new ParseCache<string>(10);
    for (const text of ['aaaa', 'bbbb', 'aaaa', 'cccc']) cache.get(text, () => text);
    expect(cache.size).toBe(2);
    expect(cache.get('aaaa', () => 'parsed again')).toBe('aaaa');
    expect(cache.get('bbbb', () => 'parsed again')).toBe('parsed again');
  });

  it('does not keep a text that is refused', () => {
    const cache = new ParseCache<string>();
    const refuse = (): string => {
      throw new Error('refused');
    };
    expect(() => cache.get('a', refuse)).toThrow('refused');
    expect(cache.size).toBe(0);
  });
});
