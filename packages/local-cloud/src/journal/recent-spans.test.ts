import { describe, expect, it } from 'vitest';
import { recentSpans } from './recent-spans.ts';
import type { Span } from './span.ts';

const span = (name: string): Span => ({
  kind: 'call',
  name,
  requestId: name,
  traceId: undefined,
  at: 0,
  duration: 1,
});

describe('recent spans', () => {
  it.each([
    [0, []],
    [2, ['1', '0']],
    [3, ['2', '1', '0']],
    [7, ['6', '5', '4']],
  ])('keeps the newest of %i', (count, expected) => {
    const spans = recentSpans(3);
    for (let index = 0; index < count; index += 1) spans.add(span(String(index)));
    expect(spans.all().map(({ name }) => name)).toEqual(expected);
  });

  it('tells its followers, until they leave', () => {
    const spans = recentSpans();
    let heard = 0;
    const leave = spans.follow(() => {
      heard += 1;
    });
    spans.add(span('a'));
    leave();
    spans.add(span('b'));
    expect(heard).toBe(1);
  });
});
