import { randomBytes, timingSafeEqual } from 'node:crypto';
import { GROUP_BYTES, passwordExponent, powerOfGenerator, toNumber } from './srp-group.ts';

/** What is kept of a password: its SRP verifier and the salt, as hexadecimal numbers. */
export interface PasswordCredential {
  readonly srpSalt: string;
  readonly srpVerifier: string;
}

function verifierOf(salt: bigint, identity: string, password: string): string {
  return powerOfGenerator(passwordExponent(salt, identity, password)).toString(16);
}

/** `identity` is the pool's name and the user name, joined, as SRP proofs use them. */
export function makeCredential(identity: string, password: string): PasswordCredential {
  const salt = toNumber(randomBytes(16));
  return { srpSalt: salt.toString(16), srpVerifier: verifierOf(salt, identity, password) };
}

/** All verifiers are of one length here, so that a comparison takes the same time whatever they hold. */
function comparable(verifier: string): Buffer {
  return Buffer.from(verifier.padStart(GROUP_BYTES * 2, '0'));
}

export function passwordMatches(
  { srpSalt, srpVerifier }: PasswordCredential,
  identity: string,
  password: string,
): boolean {
  const verifier = verifierOf(BigInt(`0x${srpSalt}`), identity, password);
  return timingSafeEqual(comparable(verifier), comparable(srpVerifier));
}

/** No password leads to its verifier. */
const NOBODYS: PasswordCredential = { srpSalt: randomBytes(16).toString('hex'), srpVerifier: '0' };

/** The work of passwordMatches for a user who does not exist, so that time does not tell them apart. */
export function matchNobody(identity: string, password: string): false {
  passwordMatches(NOBODYS, identity, password);
  return false;
}
