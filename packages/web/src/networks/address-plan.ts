import { cidrFault, contains, overlaps, parseCidr } from '@taskyard/contract';

/** A block of addresses of a network as it is drawn. */
export interface PlannedBlock {
  readonly name: string;
  readonly cidr: string;
  /** The first and the last address. */
  readonly range: string;
  /** How many addresses it has. */
  readonly size: number;
  /** Where it lies in the network, from 0 to 1. */
  readonly from: number;
  readonly to: number;
}

export interface PlannedSubnet {
  readonly name: string;
  readonly cidr: string;
}

/** Where the subnets lie in a network. Those that are wrong or outside are left out. */
export function addressPlan(cidr: string, subnets: readonly PlannedSubnet[]): readonly PlannedBlock[] {
  if (cidrFault(cidr) !== undefined) return [];
  const whole = parseCidr(cidr);
  const size = whole.last - whole.first + 1;
  return subnets.flatMap((subnet) => {
    if (cidrFault(subnet.cidr) !== undefined) return [];
    const block = parseCidr(subnet.cidr);
    if (!contains(whole, block)) return [];
    return [
      {
        ...subnet,
        range: `${dotted(block.first)} – ${dotted(block.last)}`,
        size: block.last - block.first + 1,
        from: (block.first - whole.first) / size,
        to: (block.last + 1 - whole.first) / size,
      },
    ];
  });
}

/** What is wrong with a subnet of a network that is being planned, or undefined. */
export function subnetFault(
  cidr: string,
  subnets: readonly PlannedSubnet[],
  index: number,
): string | undefined {
  const subnet = subnets[index];
  if (subnet === undefined) return undefined;
  const fault = cidrFault(subnet.cidr);
  if (fault !== undefined) return fault;
  if (cidrFault(cidr) !== undefined) return undefined;
  const block = parseCidr(subnet.cidr);
  if (!contains(parseCidr(cidr), block)) return `Not inside ${cidr}`;
  const met = subnets.find(
    (other, at) =>
      at !== index && cidrFault(other.cidr) === undefined && overlaps(block, parseCidr(other.cidr)),
  );
  if (met !== undefined) return `Overlaps ${met.cidr}`;
  return subnets.some((other, at) => at !== index && other.name === subnet.name)
    ? 'Another subnet has this name'
    : undefined;
}

/** The first block of `/prefix` that is still free in the network, or undefined when it is full. */
export function freeBlock(
  cidr: string,
  subnets: readonly PlannedSubnet[],
  prefix: number,
): string | undefined {
  if (cidrFault(cidr) !== undefined) return undefined;
  const whole = parseCidr(cidr);
  const taken = subnets
    .filter((subnet) => cidrFault(subnet.cidr) === undefined)
    .map((subnet) => parseCidr(subnet.cidr));
  const size = 2 ** (32 - prefix);
  for (let first = whole.first; first + size - 1 <= whole.last; first += size) {
    const block = { first, last: first + size - 1 };
    if (!taken.some((other) => overlaps(block, other))) return `${dotted(first)}/${prefix}`;
  }
  return undefined;
}

function dotted(number: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.');
}
