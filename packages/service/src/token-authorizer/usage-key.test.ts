import { describe, expect, it } from 'vitest';
import { usageKeyOf } from './usage-key.ts';

const KEYS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

describe('the usage key of a person', () => {
  it('is always the same', () => {
    expect(usageKeyOf('ada', KEYS)).toBe(usageKeyOf('ada', [...KEYS]));
  });

  it('is every key about as often as any other', () => {
    const counts = new Map<string, number>();
    for (let person = 0; person < 8_000; person += 1) {
      const key = usageKeyOf(`person ${person}`, KEYS);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    expect([...counts.keys()].sort()).toEqual(KEYS);
    for (const count of counts.values()) {
      expect(count).toBeGreaterThan(800);
      expect(count).toBeLessThan(1_200);
    }
  });

  it('needs a key to choose', () => {
    expect(() => usageKeyOf('ada', [])).toThrow('no usage keys');
  });
});
