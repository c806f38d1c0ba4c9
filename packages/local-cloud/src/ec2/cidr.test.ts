import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Cidr, cidrContains, cidrSize, cidrsOverlap, formatCidr, parseCidr } from './cidr.ts';

const cidrs = fc
  .record({ bits: fc.integer({ min: 0, max: 2 ** 32 - 1 }), prefix: fc.integer({ min: 0, max: 32 }) })
  .map(({ bits, prefix }): Cidr => ({ address: bits - (bits % cidrSize({ prefix })), prefix }));

describe('a CIDR block', () => {
  it.each([
    ['10.0.0.0/16', '10.0.0.0/16'],
    ['100.68.0.18/18', '100.68.0.0/18'],
    ['255.255.255.255/32', '255.255.255.255/32'],
    ['255.255.255.255/0', '0.0.0.0/0'],
  ])('%s is %s', (text, canonical) => {
    const cidr = parseCidr(text);
    expect(cidr && formatCidr(cidr)).toBe(canonical);
  });

  it.each([
    '',
    '10.0.0.0',
    '10.0.0/16',
    '10.0.0.0/33',
    '10.0.0.0/-1',
    '10.0.0.256/16',
    '010.0.0.0/16',
    '10.0.0.0/16 ',
    '10.0.0.0/1e1',
    '::/64',
    '10.0.0.0/16\n',
  ])('is not %j', (text) => {
    expect(parseCidr(text)).toBeUndefined();
  });

  it('reads what it writes', () => {
    fc.assert(
      fc.property(cidrs, (cidr) => {
        expect(parseCidr(formatCidr(cidr))).toEqual(cidr);
      }),
    );
    fc.assert(fc.property(fc.string(), (text) => parseCidr(text) === undefined || text.includes('/')));
  });

  it('overlaps exactly when one is in the other', () => {
    fc.assert(
      fc.property(cidrs, cidrs, (one, other) => {
        const last = (cidr: Cidr): number => cidr.address + cidrSize(cidr) - 1;
        const share = one.address <= last(other) && other.address <= last(one);
        expect(cidrsOverlap(one, other)).toBe(share);
        expect(cidrsOverlap(other, one)).toBe(share);
        expect(share).toBe(cidrContains(one, other) || cidrContains(other, one));
      }),
    );
  });
});
