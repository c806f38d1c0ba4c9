/** A block of IPv4 addresses, as whole numbers of 32 bits. */
export interface CidrBlock {
  readonly first: number;
  readonly last: number;
}

/** A reserved block, which EC2 gives to no VPC. */
const RESERVED: readonly string[] = [
  '0.0.0.0/8',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '224.0.0.0/4',
  '240.0.0.0/4',
];

const MIN_PREFIX = 16;
const MAX_PREFIX = 28;

/**
 * What is wrong with a block for a VPC or a subnet, or undefined. EC2's rules: /16 to /28, and here no bits beside
 * the prefix, where EC2 would quietly take another block than was written.
 * https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html
 */
export function cidrFault(text: string): string | undefined {
  const block = readCidr(text);
  if (block === undefined) return 'Not an IPv4 block; it looks like 10.0.0.0/16';
  const prefix = Number(text.split('/')[1]);
  if (prefix < MIN_PREFIX || prefix > MAX_PREFIX) return `Must be /${MIN_PREFIX} to /${MAX_PREFIX}`;
  const written = address(text.split('/')[0] ?? '');
  if (written !== block.first) return `Has host bits; the block is ${dotted(block.first)}/${prefix}`;
  const reserved = RESERVED.find((other) => overlaps(block, parseCidr(other)));
  return reserved === undefined ? undefined : `Lies in ${reserved}, which is reserved`;
}

/** The block that a text names. Throws when it is none. */
export function parseCidr(text: string): CidrBlock {
  const block = readCidr(text);
  if (block === undefined) throw new RangeError(`${text} is not an IPv4 block`);
  return block;
}

export function contains(outer: CidrBlock, inner: CidrBlock): boolean {
  return outer.first <= inner.first && inner.last <= outer.last;
}

export function overlaps(a: CidrBlock, b: CidrBlock): boolean {
  return a.first <= b.last && b.first <= a.last;
}

function readCidr(text: string): CidrBlock | undefined {
  const match = /^(\d{1,3}(?:\.\d{1,3}){3})\/(0|[1-9]\d?)$/.exec(text);
  const written = address(match?.[1] ?? '');
  const prefix = Number(match?.[2]);
  if (written === undefined || !(prefix <= 32)) return undefined;
  const size = 2 ** (32 - prefix);
  const first = Math.floor(written / size) * size;
  return { first, last: first + size - 1 };
}

/** The number of an address; leading zeros are refused, since some read them as octal. */
function address(text: string): number | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || parts.some((part) => !/^(?:0|[1-9]\d{0,2})$/.test(part) || Number(part) > 255)) {
    return undefined;
  }
  return parts.reduce((sum, part) => sum * 256 + Number(part), 0);
}

function dotted(number: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.');
}
