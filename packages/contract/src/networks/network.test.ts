import { describe, expect, it } from 'vitest';
import { newNetworkSchema } from './network.ts';

const subnet = (name: string, cidr: string, more: object = {}) => ({ name, cidr, ...more });

function faults(body: unknown): readonly string[] | undefined {
  return newNetworkSchema
    .safeParse(body)
    .error?.issues.map(({ path, message }) => `${path.join('/')}: ${message}`);
}

it.each([
  ['one subnet that fills it', { name: 'n', cidr: '10.0.0.0/28', subnets: [subnet('a', '10.0.0.0/28')] }],
  [
    'neighbours in zones',
    {
      name: 'n',
      cidr: '10.0.0.0/16',
      subnets: [
        subnet('a', '10.0.0.0/24', { availabilityZone: 'us-east-1a' }),
        subnet('b', '10.0.1.0/24', { availabilityZone: 'us-gov-west-1b' }),
        subnet('c', '10.0.255.240/28'),
      ],
    },
  ],
])('a new network may have %s', (_name, body) => {
  expect(faults(body)).toBeUndefined();
});

describe('a new network may not have', () => {
  const one = [subnet('a', '10.0.0.0/24')];
  it.each<[name: string, body: unknown, expected: readonly (string | RegExp)[]]>([
    ['no subnets', { name: 'n', cidr: '10.0.0.0/16', subnets: [] }, [/^subnets: /]],
    [
      'seventeen subnets',
      {
        name: 'n',
        cidr: '10.0.0.0/16',
        subnets: Array.from({ length: 17 }, (_, at) => subnet(`s${at}`, `10.0.${at}.0/24`)),
      },
      [/^subnets: /],
    ],
    ['no name', { cidr: '10.0.0.0/16', subnets: one }, [/^name: /]],
    [
      'host bits',
      { name: 'n', cidr: '10.0.0.1/16', subnets: one },
      ['cidr: Has host bits; the block is 10.0.0.0/16'],
    ],
    ['a block that is none', { name: 'n', cidr: '10.0', subnets: one }, [/^cidr: Not an IPv4 block/]],
    ['no text for a block', { name: 'n', cidr: 10, subnets: one }, [/^cidr: /]],
    ['a block that is too small', { name: 'n', cidr: '10.0.0.0/29', subnets: one }, [/^cidr: Must be/]],
    [
      'a subnet whose block is none',
      { name: 'n', cidr: '10.0.0.0/16', subnets: [...one, subnet('b', 'x'), subnet('c', '10.0.0.0/24')] },
      [/^subnets\/1\/cidr: Not an IPv4 block/],
    ],
    [
      'a subnet outside',
      { name: 'n', cidr: '10.0.0.0/16', subnets: [...one, subnet('b', '10.1.0.0/24')] },
      ['subnets/1/cidr: Not inside 10.0.0.0/16'],
    ],
    [
      'a subnet larger than itself',
      { name: 'n', cidr: '10.0.0.0/24', subnets: [subnet('a', '10.0.0.0/16')] },
      ['subnets/0/cidr: Not inside 10.0.0.0/24'],
    ],
    [
      'subnets that overlap, or one name twice',
      {
        name: 'n',
        cidr: '10.0.0.0/16',
        subnets: [...one, subnet('b', '10.0.0.128/25'), subnet('a', '10.0.2.0/24')],
      },
      ['subnets/1/cidr: Overlaps 10.0.0.0/24', 'subnets/2/name: Another subnet has this name'],
    ],
    [
      'a zone that is none',
      {
        name: 'n',
        cidr: '10.0.0.0/16',
        subnets: [subnet('a', '10.0.0.0/24', { availabilityZone: 'us-east-1' })],
      },
      [/^subnets\/0\/availabilityZone: Not an availability zone/],
    ],
    ['an id', { name: 'n', cidr: '10.0.0.0/16', subnets: one, vpcId: 'vpc-1' }, [/"vpcId"/]],
  ])('%s', (_name, body, expected) => {
    expect(faults(body)).toEqual(
      expected.map((fault) => (typeof fault === 'string' ? fault : expect.stringMatching(fault))),
    );
  });
});
