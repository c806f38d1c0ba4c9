import { type BinaryLike, randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import { passwordExponent, powerOfGenerator, toNumber } from './srp-group.ts';

/** What is kept of a password. Bytes are base64; the SRP numbers are hexadecimal. */
export interface PasswordCredential {
  readonly salt: string;
  readonly hash: string;
  readonly srpSalt: string;
  readonly srpVerifier: string;
}

const COST: ScryptOptions = { N: 16384, r: 8, p: 1 };
const HASH_BYTES = 32;

function derive(password: BinaryLike, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password, salt, HASH_BYTES, COST, (error, key) => (error ? reject(error) : resolve(key)));
  });
}

/** `identity` is the pool's name and the user name, joined, as SRP proofs use them. */
export async function makeCredential(identity: string, password: string): Promise<PasswordCredential> {
  const salt = randomBytes(16);
  const srpSalt = toNumber(randomBytes(16));
  const hash = await derive(password, salt);
  const verifier = powerOfGenerator(passwordExponent(srpSalt, identity, password));
  return {
    salt: salt.toString('base64'),
    hash: hash.toString('base64'),
    srpSalt: srpSalt.toString(16),
    srpVerifier: verifier.toString(16),
  };
}

export async function passwordMatches(credential: PasswordCredential, password: string): Promise<boolean> {
  const hash = await derive(password, Buffer.from(credential.salt, 'base64'));
  return timingSafeEqual(hash, Buffer.from(credential.hash, 'base64'));
}

const nobodysSalt = randomBytes(16);

/** The work of passwordMatches for a user who does not exist, so that time does not tell them apart. */
export async function matchNobody(password: string): Promise<false> {
  await derive(password, nobodysSalt);
  return false;
}
