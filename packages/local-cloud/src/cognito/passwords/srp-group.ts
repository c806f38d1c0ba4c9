import { createDiffieHellman, createHash, getDiffieHellman } from 'node:crypto';

/**
 * The arithmetic of Cognito's SRP-6a: the 3072-bit group of RFC 5054 (the same prime as RFC 3526's
 * group 15), generator 2, SHA-256. Powers go through OpenSSL's Diffie-Hellman, which takes about a
 * millisecond where a loop over BigInt takes a hundred, and does not leak the exponent through time.
 */
const PRIME = getDiffieHellman('modp15').getPrime();
export const N: bigint = toNumber(PRIME);
const GENERATOR = 2n;
/** The length of the group's numbers. */
export const GROUP_BYTES: number = PRIME.length;

export function toNumber(bytes: Uint8Array): bigint {
  return bytes.length === 0 ? 0n : BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
}

/** `value` as a positive big-endian integer in two's complement: a zero byte in front of a top bit. */
export function padded(value: bigint): Buffer {
  const digits = value.toString(16);
  const even = digits.length % 2 === 1 ? `0${digits}` : digits;
  return Buffer.from(/^[89a-f]/.test(even) ? `00${even}` : even, 'hex');
}

export function sha256(...parts: readonly Uint8Array[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

function bytesOf(value: bigint): Buffer {
  const digits = value.toString(16);
  return Buffer.from(digits.length % 2 === 1 ? `0${digits}` : digits, 'hex');
}

/** `base` to the power of `exponent`, modulo N. `exponent` is positive. */
export function power(base: bigint, exponent: bigint): bigint {
  const reduced = base % N;
  // OpenSSL refuses these as public keys; their powers are known.
  if (reduced === 0n || reduced === 1n) return reduced;
  if (reduced === N - 1n) return exponent % 2n === 0n ? 1n : reduced;
  const exchange = createDiffieHellman(PRIME, 2);
  exchange.setPrivateKey(bytesOf(exponent));
  if (reduced === GENERATOR) {
    exchange.generateKeys();
    return toNumber(exchange.getPublicKey());
  }
  return toNumber(exchange.computeSecret(bytesOf(reduced)));
}

export function powerOfGenerator(exponent: bigint): bigint {
  return power(GENERATOR, exponent);
}

/** The multiplier k = H(pad N | pad g). */
export const MULTIPLIER: bigint = toNumber(sha256(padded(N), padded(GENERATOR)));

/** The private exponent x of a password. `identity` is the pool's name and the user's, joined. */
export function passwordExponent(salt: bigint, identity: string, password: string): bigint {
  return toNumber(sha256(padded(salt), sha256(Buffer.from(`${identity}:${password}`))));
}
