import { describe, expect, it } from 'vitest';
import { isReservedWord } from './reserved-words.ts';

describe('isReservedWord', () => {
  it.each(['ABORT', 'status', 'Name', 'data', 'zone', 'SIZE', 'inNter', 'between'])('knows %s', (word) => {
    expect(isReservedWord(word)).toBe(true);
  });

  it.each(['pk', 'statuses', '', 'constructor_', 'toString', 'title', ' status'])('lets %j be', (word) => {
    expect(isReservedWord(word)).toBe(false);
  });
});
