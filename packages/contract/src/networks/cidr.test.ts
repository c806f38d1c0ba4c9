import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cidrFault, contains, overlaps, parseCidr } from './cidr.ts';

describe('cidrFault', () => {
  it.each([
    '10.0.0.0/16',
    '10.0.0.0/28',
    '172.31.255.240/28',
    '192.168.0.0/16',
    '100.64.0.0/16',
    '223.255.0.0/16',
  ])('finds nothing in %s', (text) => {
    expect(cidrFault(text)).toBeUndefined();
  });

  it.each([
    ['', /^Not an IPv4 block/],
    ['10.0.0.0', /^Not/],
    ['10.0.0/16', /^Not/],
    ['10.0.0.256/24', /^Not/],
    ['010.0.0.0/16', /^Not/],
    ['10.0.0.0/016', /^Not/],
    ['10.0.0.0/33', /^Not/],
    ['10.0.0.0/-1', /^Not/],
    [' 10.0.0.0/16', /^Not/],
    ['10.0.0.0/16\n', /^Not/],
    ['fd00::/16', /^Not/],
    ['10.0.0.0/15', /^Must be \/16 to \/28/],
    ['10.0.0.0/29', /^Must be/],
    ['10.0.1.0/16', 'Has host bits; the block is 10.0.0.0/16'],
    ['10.0.0.17/28', 'Has host bits; the block is 10.0.0.16/28'],
    ['127.0.0.0/16', 'Lies in 127.0.0.0/8, which is reserved'],
    ['169.254.4.0/24', /reserved/],
    ['0.1.0.0/16', /reserved/],
    ['224.0.0.0/24', /reserved/],
    ['255.255.0.0/16', /reserved/],
  ])('finds what is wrong with %j', (text, fault) => {
    expect(cidrFault(text)).toMatch(fault);
  });
});

describe('blocks', () => {
  it.each([
    ['10.0.0.0/16', '10.0.255.0/24', true, true],
    ['10.0.0.0/16', '10.0.0.0/16', true, true],
    ['10.0.0.0/24', '10.0.1.0/24', false, false],
    ['10.0.1.0/24', '10.0.0.0/16', false, true],
  ])('%s and %s: contains %s, overlaps %s', (a, b, inside, common) => {
    expect(contains(parseCidr(a), parseCidr(b))).toBe(inside);
    expect(overlaps(parseCidr(a), parseCidr(b))).toBe(common);
  });

  it('either contain one another or have nothing in common', () => {
    const block = fc
      .tuple(fc.nat(0xffff), fc.integer({ min: 16, max: 32 }))
      .map(([low, prefix]) => parseCidr(`10.0.${low >> 8}.${low & 255}/${prefix}`));
    fc.assert(
      fc.property(block, block, (a, b) => {
        expect(overlaps(a, b)).toBe(contains(a, b) || contains(b, a));
      }),
    );
  });

  it('are not read from anything else', () => {
    expect(() => parseCidr('10.0.0.0')).toThrow('10.0.0.0 is not an IPv4 block');
  });
});
