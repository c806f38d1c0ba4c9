/** An IPv4 network. */
export interface Cidr {
  /** The first address, as an unsigned 32-bit number. */
  readonly address: number;
  /** The length of the prefix: 0 to 32. */
  readonly prefix: number;
}

const OCTET = '(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const CIDR = new RegExp(`^${OCTET}\\.${OCTET}\\.${OCTET}\\.${OCTET}/(3[0-2]|[12]?\\d)$`);

/**
 * Reads `10.0.0.0/16`; undefined when it is nothing like it. Bits of the host become zero, as EC2 does it:
 * `100.68.0.18/18` is `100.68.0.0/18`.
 */
export function parseCidr(text: string): Cidr | undefined {
  const numbers = CIDR.exec(text)?.slice(1).map(Number);
  if (numbers === undefined) return undefined;
  const [a = 0, b = 0, c = 0, d = 0, prefix = 0] = numbers;
  const address = a * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8 + d;
  return { address: address - (address % cidrSize({ prefix })), prefix };
}

export function formatCidr({ address, prefix }: Cidr): string {
  const octets = [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256);
  return `${octets.join('.')}/${prefix}`;
}

/** How many addresses there are in it. */
export function cidrSize({ prefix }: Pick<Cidr, 'prefix'>): number {
  return 2 ** (32 - prefix);
}

/** Whether all of `inner` is in `outer`. */
export function cidrContains(outer: Cidr, inner: Cidr): boolean {
  return inner.address >= outer.address && inner.address + cidrSize(inner) <= outer.address + cidrSize(outer);
}

export function cidrsOverlap(one: Cidr, other: Cidr): boolean {
  return one.prefix < other.prefix ? cidrContains(one, other) : cidrContains(other, one);
}
