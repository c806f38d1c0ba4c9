import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { globMatcher, type WildcardReach } from './glob.ts';
import { parsePattern } from './pattern.ts';

const none = (): undefined => undefined;

function fits(pattern: string, text: string, reach: WildcardReach = 'text'): boolean {
  return globMatcher(parsePattern(pattern, { wildcards: true, variables: true }), reach)(text, none);
}

/** The same meaning, told by a regular expression. */
function expected(pattern: string, text: string, reach: WildcardReach): boolean {
  if (/^\*+$/.test(pattern)) return true;
  let colons = 0;
  let source = '';
  for (const [at, character] of [...pattern].entries()) {
    const next = pattern.slice(at).replace(/^\*+/, '').charAt(0);
    const confined = reach !== 'text' && colons < 5;
    const free = !confined || (reach === 'arn' && (next === '' || next === ':'));
    if (character === '*') source += free ? '.*' : '[^:]*';
    else if (character === '?') source += confined ? '[^:]' : '.';
    else source += character.replaceAll(/[^\w]/g, '\\$&');
    if (character === ':') colons += 1;
  }
  return new RegExp(`^${source}$`, 's').test(text);
}

describe('a pattern', () => {
  const letters = fc.constantFrom('a', 'b', ':', '*', '?');
  const pattern = fc.array(letters, { maxLength: 10 }).map((list) => list.join(''));
  const text = fc.array(fc.constantFrom('a', 'b', ':'), { maxLength: 12 }).map((list) => list.join(''));

  it.each<WildcardReach>(['text', 'arn', 'arn-parts'])(
    'means what its regular expression means: %s',
    (reach) => {
      fc.assert(
        fc.property(pattern, text, (wildcards, subject) => {
          expect(fits(wildcards, subject, reach)).toBe(expected(wildcards, subject, reach));
        }),
        { numRuns: 2000 },
      );
    },
  );

  it('without wildcards fits itself alone', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (wanted, other) => {
        fc.pre(!/[*?$]/.test(wanted));
        expect(fits(wanted, wanted)).toBe(true);
        expect(fits(wanted, other)).toBe(wanted === other);
      }),
    );
  });

  it('of many wildcards comes to an end', () => {
    expect(fits('*a'.repeat(200), 'a'.repeat(2000).concat('b'))).toBe(false);
    expect(fits(`arn:${'*b'.repeat(200)}:x`, `arn:${'b'.repeat(2000)}`, 'arn')).toBe(false);
  });
});
