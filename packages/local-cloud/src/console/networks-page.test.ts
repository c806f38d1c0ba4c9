import { expect, it } from 'vitest';
import { SYSTEM_SOURCES } from '../aws/sources.ts';
import { parseCidr } from '../ec2/cidr.ts';
import { NetworkStore } from '../ec2/network-store.ts';
import { memoryStore } from '../store/memory-store.ts';
import { networksPage } from './networks-page.ts';

const MARKUP = `<img src=x onerror='x'>`;
const cidr = (text: string) => parseCidr(text) ?? { address: 0, prefix: 32 };

/** A VPC with a subnet that reaches the internet, and a group that lets HTTPS in. */
async function network(): Promise<{ content: string; networks: NetworkStore }> {
  const networks = await NetworkStore.open(memoryStore(), SYSTEM_SOURCES);
  const vpc = await networks.createVpc({
    cidr: cidr('10.0.0.0/16'),
    tenancy: 'default',
    tags: { Name: 'office' },
  });
  const subnet = await networks.createSubnet({
    vpcId: vpc.id,
    cidr: cidr('10.0.1.0/24'),
    zones: ['us-east-1a'],
    tags: { Name: 'front' },
  });
  await networks.change(({ put }) => {
    put({ type: 'internet-gateway', id: 'igw-1', vpcId: vpc.id, tags: { Name: 'door' } });
    put({ type: 'internet-gateway', id: 'igw-2', tags: { Name: MARKUP } });
    put({
      type: 'route-table',
      id: 'rtb-1',
      vpcId: vpc.id,
      main: false,
      routes: [{ destination: '0.0.0.0/0', gatewayId: 'igw-1' }],
      associations: [{ id: 'rtbassoc-1', subnetId: subnet.id }],
      tags: { Name: 'outwards' },
    });
    put({
      type: 'security-group',
      id: 'sg-1',
      vpcId: vpc.id,
      name: MARKUP,
      description: MARKUP,
      ingress: [
        {
          id: 'sgr-1',
          protocol: 'tcp',
          fromPort: 443,
          toPort: 443,
          peer: { cidr: '0.0.0.0/0' },
          description: MARKUP,
        },
        { id: 'sgr-2', protocol: 'udp', fromPort: 1000, toPort: 2000, peer: { cidrIpv6: '::/0' } },
      ],
      egress: [],
      tags: {},
    });
  });
  return { content: textOf(networks), networks };
}

/** What one reads, without the tags. */
function textOf(networks: NetworkStore): string {
  return String(networksPage(networks).content)
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ');
}

it('a VPC is shown with its subnets, routes, gateways and groups', async () => {
  const { content } = await network();
  for (const part of [
    'office vpc-',
    '10.0.0.0/16 internet gateway door igw-1',
    '10.0.1.0/24 us-east-1a 251 free',
    'Route table outwards rtb-1 for front Destination Target 10.0.0.0/16 local 0.0.0.0/0 igw-1',
    ', main',
    'Security group default',
    '0.0.0.0/0 in tcp 443',
    '::/0 in udp 1000 to 2000',
    '0.0.0.0/0 out all',
  ]) {
    expect(content).toContain(part);
  }
});

it('names and descriptions stay text', async () => {
  const { networks } = await network();
  const page = String(networksPage(networks).content);
  expect(page).toContain('&lt;img');
  expect(page).not.toContain('<img');
});

it('without a network there is nothing to see', async () => {
  expect(textOf(await NetworkStore.open(memoryStore(), SYSTEM_SOURCES))).toContain('There is no network.');
});
