import { describe, expect, it } from 'vitest';
import { SYSTEM_SOURCES } from './sources.ts';
import { createUuidV7 } from './uuid-v7.ts';

const FORM = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('createUuidV7', () => {
  it('gives the example of RFC 9562, appendix A.6', () => {
    const randomness = Buffer.from('18c4dc0c0c07398f0000', 'hex');
    const newId = createUuidV7({ now: () => 0x017f22e279b0, bytes: () => randomness });
    expect(newId()).toBe('017f22e2-79b0-7000-98c4-dc0c0c07398f');
  });

  it('grows with every call, also within a millisecond and when the clock steps back', () => {
    let now = 1_700_000_000_000;
    const newId = createUuidV7({ ...SYSTEM_SOURCES, now: () => now });
    const ids = Array.from({ length: 20_000 }, (_, index) => {
      if (index === 10_000) now -= 60_000;
      return newId();
    });
    expect(ids.every((id) => FORM.test(id))).toBe(true);
    expect(new Set(ids).size).toBe(ids.length);
    expect([...ids].sort()).toEqual(ids);
  });
});
