import { describe, expect, it } from 'vitest';
import { addressPlan, freeBlock, subnetFault } from './address-plan.ts';

const subnets = [
  { name: 'a', cidr: '10.0.0.0/24' },
  { name: 'b', cidr: '10.0.128.0/17' },
];

it('subnets lie where their addresses are', () => {
  expect(addressPlan('10.0.0.0/16', subnets)).toEqual([
    { name: 'a', cidr: '10.0.0.0/24', range: '10.0.0.0 – 10.0.0.255', size: 256, from: 0, to: 1 / 256 },
    { name: 'b', cidr: '10.0.128.0/17', range: '10.0.128.0 – 10.0.255.255', size: 32768, from: 0.5, to: 1 },
  ]);
  expect(addressPlan('10.1.0.0/16', subnets)).toEqual([]);
  expect(addressPlan('nonsense', subnets)).toEqual([]);
});

describe('a subnet', () => {
  it.each([
    [{ name: 'c', cidr: '10.0.1.0/24' }, undefined],
    [{ name: 'c', cidr: '10.0.0.128/25' }, 'Overlaps 10.0.0.0/24'],
    [{ name: 'c', cidr: '10.1.0.0/24' }, 'Not inside 10.0.0.0/16'],
    [{ name: 'a', cidr: '10.0.2.0/24' }, 'Another subnet has this name'],
    [{ name: 'c', cidr: '10.0.2.0' }, 'Not an IPv4 block; it looks like 10.0.0.0/16'],
  ])('%j: %s', (subnet, fault) => {
    expect(subnetFault('10.0.0.0/16', [...subnets, subnet], 2)).toBe(fault);
  });
});

it('the next free block is found', () => {
  expect(freeBlock('10.0.0.0/16', subnets, 24)).toBe('10.0.1.0/24');
  expect(freeBlock('10.0.0.0/16', subnets, 17)).toBeUndefined();
  expect(freeBlock('10.0.0.0/16', [], 17)).toBe('10.0.0.0/17');
});
