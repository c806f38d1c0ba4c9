import { createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import {
  AuthenticationDetails,
  CognitoUser,
  CognitoUserPool,
  type CognitoUserSession,
} from 'amazon-cognito-identity-js';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AwsError } from '../../aws/aws-error.ts';
import type { UserPool } from '../model/user-pool.ts';
import { OPERATIONS } from '../operations/operation-table.ts';
import { makeCredential, type PasswordCredential } from '../passwords/password-credential.ts';
import { N, passwordExponent, power, powerOfGenerator } from '../passwords/srp-group.ts';
import { type Fixture, fixture } from '../testing/fixture.ts';

let server: Fixture;
let pool: UserPool;
let sub = '';
let count = 0;

beforeAll(async () => {
  server = await fixture({ UsernameAttributes: [] });
  pool = server.cognito.core.pools.list()[0] ?? expect.fail('There is no pool.');
  await server.newUser('fay', {});
  sub = server.cognito.core.users.bySignInName(pool, 'fay')?.sub ?? '';
});
afterAll(() => server.close());

const poolName = (): string => server.UserPoolId.split('_')[1] ?? '';

async function keep(credential: PasswordCredential): Promise<void> {
  await server.cognito.core.users.change(pool, sub, (user) => ({ ...user, credential }));
}

async function run(operation: string, input: object): Promise<Record<string, unknown>> {
  const answer = await OPERATIONS.get(operation)?.run(
    { ClientId: server.ClientId, ...input },
    { core: server.cognito.core, caller: undefined },
  );
  return { ...answer };
}

/** A number as Java's BigInteger.toByteArray gives it, which Cognito's clients imitate. */
function bytes(value: bigint): Buffer {
  const digits = value.toString(16);
  const whole = Buffer.from(digits.padStart(digits.length + (digits.length % 2), '0'), 'hex');
  return (whole[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.alloc(1), whole]) : whole;
}
const number = (hex: string): bigint => BigInt(`0x${hex}`);
const hash = (...parts: readonly Buffer[]): Buffer =>
  createHash('sha256').update(Buffer.concat(parts)).digest();

interface Exchange {
  readonly a: bigint;
  readonly clientPublic: bigint;
  readonly parameters: Readonly<Record<string, string>>;
}

async function begin(a = number(randomBytes(32).toString('hex'))): Promise<Exchange> {
  const clientPublic = powerOfGenerator(a);
  const { ChallengeParameters } = await run('InitiateAuth', {
    AuthFlow: 'USER_SRP_AUTH',
    AuthParameters: { USERNAME: 'fay', SRP_A: clientPublic.toString(16) },
  });
  return { a, clientPublic, parameters: ChallengeParameters as Record<string, string> };
}

/** The client's half of the proof, after Cognito's published clients, with Node's own HKDF. */
function proofOf({ a, clientPublic, parameters }: Exchange, password: string): Record<string, string> {
  const { SALT = '', SRP_B = '', SECRET_BLOCK = '', USERNAME = '', USER_ID_FOR_SRP = '' } = parameters;
  const serverPublic = number(SRP_B);
  const k = number(hash(bytes(N), bytes(2n)).toString('hex'));
  const u = number(hash(bytes(clientPublic), bytes(serverPublic)).toString('hex'));
  const identity = `${poolName()}${USER_ID_FOR_SRP}:${password}`;
  const x = number(hash(bytes(number(SALT)), hash(Buffer.from(identity))).toString('hex'));
  const base = (((serverPublic - k * powerOfGenerator(x)) % N) + N) % N;
  const shared = power(base, a + u * x);
  const key = Buffer.from(hkdfSync('sha256', bytes(shared), bytes(u), 'Caldera Derived Key', 16));
  const TIMESTAMP = 'Sat Nov 21 09:00:00 UTC 2026';
  const PASSWORD_CLAIM_SIGNATURE = createHmac('sha256', key)
    .update(poolName() + USER_ID_FOR_SRP)
    .update(Buffer.from(SECRET_BLOCK, 'base64'))
    .update(TIMESTAMP)
    .digest('base64');
  return { USERNAME, PASSWORD_CLAIM_SECRET_BLOCK: SECRET_BLOCK, TIMESTAMP, PASSWORD_CLAIM_SIGNATURE };
}

/** Whether the proof signs in. Throws what is no refusal of the proof. */
async function signsIn(ChallengeResponses: Record<string, string>): Promise<boolean> {
  try {
    const answer = await run('RespondToAuthChallenge', {
      ChallengeName: 'PASSWORD_VERIFIER',
      ChallengeResponses,
    });
    return 'AuthenticationResult' in answer;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    expect(`${error.code}: ${error.message}`).toBe('NotAuthorizedException: Incorrect username or password.');
    return false;
  }
}

const tries = async (password: string, a?: bigint): Promise<boolean> =>
  signsIn(proofOf(await begin(a), password));

/** Passwords of every length and script; Cognito takes no space at an edge. */
const passwords: fc.Arbitrary<string> = fc
  .tuple(fc.constantFrom('grapheme', 'grapheme-ascii', 'binary' as const), fc.integer({ min: 6, max: 256 }))
  .chain(([unit, maxLength]) => fc.string({ unit, minLength: 6, maxLength, size: 'max' }))
  .filter((text) => /^\S.*\S$/su.test(text) && text.length <= 256);

/** What is almost the password. */
const slips: readonly [name: string, slip: (password: string) => string][] = [
  ['with a space in front', (password) => ` ${password}`],
  ['with a space behind', (password) => `${password} `],
  ['without its last character', (password) => password.slice(0, -1)],
  ['without its first character', (password) => password.slice(1)],
  ['twice', (password) => password + password],
  ['backwards', (password) => [...password].reverse().join('!')],
  ['with a zero behind', (password) => `${password}\0`],
  ['with the pool in front', (password) => `${poolName()}fay:${password}`],
  ['empty', () => ''],
  ['another', () => randomBytes(9).toString('base64')],
];

describe('of 300 passwords', () => {
  it('each signs in, and 300 that are almost it do not', async () => {
    const seen = { right: 0, wrong: 0 };
    for (const password of fc.sample(passwords, 300)) {
      await keep(makeCredential(`${poolName()}fay`, password));
      const [name, slip] = slips[count++ % slips.length] ?? expect.fail('There are no slips.');
      expect({ password, name, signsIn: await tries(slip(password)) }).toEqual({
        password,
        name,
        signsIn: false,
      });
      expect({ password, signsIn: await tries(password) }).toEqual({ password, signsIn: true });
      seen.wrong += 1;
      seen.right += 1;
    }
    expect(seen).toEqual({ right: 300, wrong: 300 });
  }, 300_000);

  it('none is taken in another spelling of the same letters', async () => {
    await keep(makeCredential(`${poolName()}fay`, 'Zoë-Ångström-1'.normalize('NFC')));
    expect(await tries('Zoë-Ångström-1'.normalize('NFD'))).toBe(false);
    expect(await tries('zoë-ångström-1'.normalize('NFC'))).toBe(false);
    expect(await tries('Zoë-Ångström-1'.normalize('NFC'))).toBe(true);
  });
});

/** Salts at the edges of how numbers are written: a top bit, zeros in front, an odd count of digits. */
const SALTS = ['80'.padEnd(32, '0'), 'f'.repeat(32), '7f'.padEnd(32, 'f'), '00ff', '0001', '1', 'abc', '8'];

describe('a salt of', () => {
  it.each(SALTS)('%s is read as clients read it', async (salt) => {
    const password = 'Correct-horse-9';
    const exponent = passwordExponent(number(salt), `${poolName()}fay`, password);
    const srpVerifier = powerOfGenerator(exponent).toString(16);
    await keep({ srpSalt: number(salt).toString(16), srpVerifier });
    expect(await tries(password)).toBe(true);
    expect(await tries(`${password}!`)).toBe(false);
    expect(await identityJs(password)).toBe(true);
  });
});

describe('a client’s number', () => {
  it.each([1n, 2n, 3n, 255n, 3071n])('2^%s is taken as any other', async (a) => {
    await keep(makeCredential(`${poolName()}fay`, 'Correct-horse-9'));
    expect(await tries('Correct-horse-9', a)).toBe(true);
    expect(await tries('Wrong-horse-9', a)).toBe(false);
  });
});

describe('a proof of the right password', () => {
  it('counts once, and never with anything in it changed', async () => {
    await keep(makeCredential(`${poolName()}fay`, 'Correct-horse-9'));
    for (const name of ['PASSWORD_CLAIM_SIGNATURE', 'PASSWORD_CLAIM_SECRET_BLOCK'] as const) {
      for (let at = 0; at < 20; at += 1) {
        const proof = proofOf(await begin(), 'Correct-horse-9');
        const changed = Buffer.from(proof[name] ?? '', 'base64');
        const byte = (at * 7) % changed.length;
        changed[byte] = (changed[byte] ?? 0) ^ (1 << (at % 8));
        expect(await signsIn({ ...proof, [name]: changed.toString('base64') })).toBe(false);
        server.advance(16 * 60_000);
      }
    }
    const proof = proofOf(await begin(), 'Correct-horse-9');
    const swapped = proofOf(await begin(), 'Correct-horse-9');
    const { PASSWORD_CLAIM_SECRET_BLOCK = '' } = swapped;
    expect(await signsIn({ ...proof, PASSWORD_CLAIM_SECRET_BLOCK })).toBe(false);
    expect(await signsIn(swapped)).toBe(false);
    expect(await signsIn(proof)).toBe(true);
    for (let again = 0; again < 3; again += 1) expect(await signsIn(proof)).toBe(false);
  });
});

/** Whether AWS's own browser client signs in. */
function identityJs(Password: string): Promise<boolean> {
  const { UserPoolId, ClientId, origin: endpoint } = server;
  const user = new CognitoUser({
    Username: 'fay',
    Pool: new CognitoUserPool({ UserPoolId, ClientId, endpoint }),
  });
  return new Promise<CognitoUserSession>((resolve, reject) => {
    user.authenticateUser(new AuthenticationDetails({ Username: 'fay', Password }), {
      onSuccess: resolve,
      onFailure: reject,
    });
  }).then(
    (session) => session.isValid(),
    (error: Error) => {
      expect(error).toMatchObject({ name: 'NotAuthorizedException' });
      return false;
    },
  );
}

describe('amazon-cognito-identity-js', () => {
  it('signs in with 16 passwords and not with 16 that are almost those', async () => {
    for (const password of fc.sample(passwords, 16)) {
      await keep(makeCredential(`${poolName()}fay`, password));
      const [name, slip] = slips[count++ % slips.length] ?? expect.fail('There are no slips.');
      expect({ password, name, in: await identityJs(slip(password)) }).toEqual({ password, name, in: false });
      expect({ password, in: await identityJs(password) }).toEqual({ password, in: true });
    }
  }, 300_000);
});
