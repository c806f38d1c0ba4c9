import { describe, expect, it } from 'vitest';
import { parseFilterPattern } from './filter-pattern.ts';

const LINE = '127.0.0.1 - frank [10/Oct/2000:13:25:15 -0700] "GET /index.html HTTP/1.0" 404 1534';

describe('a pattern of fields', () => {
  it.each([
    ['[ip, id, user, time, request, status, bytes]', LINE, true],
    ['[ip, id, user, time, request, status]', LINE, false],
    ['[ip, user, username, timestamp, request = *.html*, status_code = 4*, bytes]', LINE, true],
    ['[ip, user, username, timestamp, request = *.html*, status_code = 5*, bytes]', LINE, false],
    ['[..., request = *.html*, status_code = 4*, bytes]', LINE, true],
    ['[..., status_code = 404 || status_code = 410, bytes]', LINE, true],
    ['[..., (status_code = 404 || status_code = 410), bytes]', LINE, true],
    ['[..., status_code = 4* && status_code != 404, bytes]', LINE, false],
    ['[..., bytes > 1000]', LINE, true],
    ['[..., bytes > 2000]', LINE, false],
    ['[..., bytes <= 1534]', LINE, true],
    ['[ip != 10.*, ...]', LINE, true],
    ['[ip = 10.*, ...]', LINE, false],
    ['[..., bytes > 1]', 'not a number', false],
    ['[w1 = ERROR, ...]', 'ERROR', true],
    ['[w1 = ERROR, w2]', 'ERROR', false],
    ['[w1 = "two words", w2]', '"two words" x', true],
  ])('%s on %s: %s', (pattern, message, matches) => {
    expect(parseFilterPattern(pattern)(message)).toBe(matches);
  });

  it.each(['[a', '[a, ..., b, ...]', '[a = "x]', '[a ~ b]', '[a > x]', '[(a = b]'])(
    'is refused: %s',
    (pattern) => {
      expect(() => parseFilterPattern(pattern)).toThrow('Invalid filter pattern');
    },
  );
});
