import { describe, expect, it } from 'vitest';
import { lineageOf, traceKey, traceKeyOf, withLineage } from './trace-key.ts';

const ROOT = '1-58406520-a006649127e371903a2de979';
const ID = '46ed59b9-490b-4ca8-bbe3-0fa3e6897544';
const HEADER = `Root=${ROOT};Parent=4c721bf33e3caf8f;Sampled=0`;

describe('what the work of a request has in common', () => {
  it.each([
    ['nothing', undefined],
    ['', undefined],
    [HEADER, undefined],
    [`Root=${ROOT};Lineage=x`, undefined],
    ['Lineage=1:46ed59b9:0', undefined],
    [`${HEADER};Lineage=1:46ed59b9:0`, `${ROOT};46ed59b9`],
    [`Lineage=1:46ed59b9:0;Root=${ROOT}`, `${ROOT};46ed59b9`],
  ])('is in "%s": %s', (header, key) => {
    expect(traceKey(header)).toBe(key);
  });

  it('begins with a request and is handed on', () => {
    const own = withLineage(HEADER, ID);
    expect(own).toBe(`${HEADER};${lineageOf(ID)}`);
    expect(traceKey(own)).toBe(traceKeyOf(ROOT, ID));
    expect(withLineage(own, 'ffffffff-490b-4ca8-bbe3-0fa3e6897544')).toBe(own);
  });
});
