import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LogMessage } from './protocol.ts';
import { readUnsentLines, unsentLines } from './unsent-lines.ts';

const line = fc.record({
  type: fc.constant('log' as const),
  timestamp: fc.double({ noNaN: true }),
  // Whatever a function writes, half a character too.
  message: fc.string({ unit: fc.constantFrom('a', '\n', 'é', '😀', '\ud800'), maxLength: 40 }),
});

describe('lines that have not been sent', () => {
  it('are read as they were written, as many as there is room for', () => {
    fc.assert(
      fc.property(fc.array(line), fc.integer({ min: 4, max: 1_000 }), (lines, size) => {
        const memory = new SharedArrayBuffer(size);
        const unsent = unsentLines(memory);
        const kept: LogMessage[] = [];
        for (const each of lines) {
          if (!unsent.keep(each)) break;
          kept.push(each);
        }
        expect(readUnsentLines(memory)).toEqual(kept);
      }),
    );
  });

  it('are none once they have been sent', () => {
    const memory = new SharedArrayBuffer(100);
    const unsent = unsentLines(memory);
    expect(readUnsentLines(memory)).toEqual([]);
    const message = { type: 'log', timestamp: 1, message: 'a line\n' } as const;
    expect(unsent.keep(message)).toBe(true);
    unsent.clear();
    expect(readUnsentLines(memory)).toEqual([]);
    expect(unsent.keep({ ...message, message: 'x'.repeat(50) })).toBe(false);
    expect(unsent.keep(message)).toBe(true);
    expect(readUnsentLines(memory)).toEqual([message]);
  });
});
