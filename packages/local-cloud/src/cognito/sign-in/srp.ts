import { createHmac, hkdfSync } from 'node:crypto';
import { AwsError } from '../../aws/aws-error.ts';
import type { CognitoCore } from '../core.ts';
import { hidesUsers } from '../model/app-client.ts';
import type { User } from '../model/user.ts';
import { namesUsersItself, srpPoolName } from '../model/user-pool.ts';
import {
  GROUP_BYTES,
  MULTIPLIER,
  N,
  padded,
  power,
  powerOfGenerator,
  sha256,
  toNumber,
} from '../passwords/srp-group.ts';
import { USER_NOT_FOUND } from '../state/user-directory.ts';
import { sameText } from './client-access.ts';
import { attemptKey, beforeAuthentication } from './password-check.ts';
import { wrongCredentials } from './refusal.ts';
import type { SignInContext } from './sign-in-context.ts';

/** A proof that is under way. Kept under its secret block and used once. */
export interface SrpExchange {
  readonly poolId: string;
  readonly clientId: string;
  readonly door: SignInContext['door'];
  /** As it was typed. */
  readonly typedName: string;
  /** Undefined while a client pretends that there is a user. */
  readonly sub: string | undefined;
  readonly userId: string;
  readonly clientPublic: bigint;
  readonly serverPrivate: bigint;
  readonly serverPublic: bigint;
  readonly verifier: bigint;
  /** Part of a custom flow: its session goes with the proof. */
  readonly custom: boolean;
}

/** The challenge's parameters, as clients read them. */
export type SrpParameters = Readonly<
  Record<'SALT' | 'SRP_B' | 'SECRET_BLOCK' | 'USERNAME' | 'USER_ID_FOR_SRP', string>
>;

/** The number in hexadecimal, with two digits in front at most. */
const LONGEST_PUBLIC = GROUP_BYTES * 2 + 2;
const TIMESTAMP = /^[A-Z][a-z]{2} [A-Z][a-z]{2} \d{1,2} \d{2}:\d{2}:\d{2} UTC \d{4}$/;

interface Identity {
  readonly userId: string;
  readonly salt: bigint;
  readonly verifier: bigint;
}

/**
 * What is answered for a name that nobody has: the same salt and the same id every time, from the
 * pool's own secret, and a verifier that no password leads to.
 */
async function simulatedIdentity(
  core: CognitoCore,
  context: SignInContext,
  username: string,
): Promise<Identity> {
  const keys = await core.keys.ready(context.pool.id);
  const secret = keys.id.privateKey.export({ type: 'pkcs8', format: 'der' });
  const derived = (purpose: string, length: number): Buffer =>
    Buffer.from(hkdfSync('sha256', secret, username, `simulated ${purpose}`, length));
  const id = derived('id', 16).toString('hex');
  const uuid = `${id.slice(0, 8)}-${id.slice(8, 12)}-4${id.slice(13, 16)}-8${id.slice(17, 20)}-${id.slice(20)}`;
  return {
    userId: namesUsersItself(context.pool) ? uuid : username,
    salt: toNumber(derived('salt', 16)),
    verifier: toNumber(derived('verifier', GROUP_BYTES)) % N,
  };
}

function clientPublicOf(text: string): bigint {
  const wellFormed = text.length <= LONGEST_PUBLIC && /^[0-9a-fA-F]+$/.test(text);
  const value = wellFormed ? BigInt(`0x${text}`) : 0n;
  // RFC 5054, 2.5.4: a multiple of N would make the shared secret known to everybody.
  if (value % N === 0n) throw new AwsError('InvalidParameterException', 'Invalid SRP_A parameter.');
  return value;
}

/** The proof's first half: the salt and the server's public number, for a user or for nobody. */
export async function startSrp(
  core: CognitoCore,
  context: SignInContext,
  username: string,
  srpA: string,
  custom = false,
): Promise<SrpParameters> {
  const { pool, client, door } = context;
  const clientPublic = clientPublicOf(srpA);
  const user = core.users.bySignInName(pool, username);
  if (user === undefined && !hidesUsers(client)) throw USER_NOT_FOUND();
  await beforeAuthentication(core, context, user, username);
  const simulated = await simulatedIdentity(core, context, username);
  const credential = user?.credential;
  const identity: Identity = {
    userId: user?.username ?? simulated.userId,
    salt: credential ? BigInt(`0x${credential.srpSalt}`) : simulated.salt,
    verifier: credential ? BigInt(`0x${credential.srpVerifier}`) : simulated.verifier,
  };
  const serverPrivate = toNumber(core.sources.bytes(32)) + 1n;
  const serverPublic = (MULTIPLIER * identity.verifier + powerOfGenerator(serverPrivate)) % N;
  const secretBlock = core.sources.bytes(384).toString('base64');
  const exchange: SrpExchange = {
    poolId: pool.id,
    clientId: client.id,
    door,
    typedName: username,
    sub: user?.sub,
    userId: identity.userId,
    clientPublic,
    serverPrivate,
    serverPublic,
    verifier: identity.verifier,
    custom,
  };
  const until = core.sources.now() + client.settings.AuthSessionValidity * 60_000;
  core.srpExchanges.set(secretBlock, exchange, until);
  return {
    SALT: identity.salt.toString(16),
    SRP_B: serverPublic.toString(16),
    SECRET_BLOCK: secretBlock,
    USERNAME: identity.userId,
    USER_ID_FOR_SRP: identity.userId,
  };
}

export interface SrpProof {
  readonly username: string;
  readonly secretBlock: string;
  readonly timestamp: string;
  /** base64 */
  readonly signature: string;
}

/** The first 16 bytes of HKDF as Cognito's clients compute it. */
function sessionKey(exchange: SrpExchange): Buffer {
  const { clientPublic, serverPublic, serverPrivate, verifier } = exchange;
  const scramble = toNumber(sha256(padded(clientPublic), padded(serverPublic)));
  const shared = power(clientPublic * power(verifier, scramble), serverPrivate);
  const extracted = createHmac('sha256', padded(scramble)).update(padded(shared)).digest();
  const expanded = createHmac('sha256', extracted).update('Caldera Derived Key\u0001').digest();
  return expanded.subarray(0, 16);
}

function isRight(poolName: string, exchange: SrpExchange, proof: SrpProof): boolean {
  const expected = createHmac('sha256', sessionKey(exchange))
    .update(poolName)
    .update(exchange.userId)
    .update(Buffer.from(proof.secretBlock, 'base64'))
    .update(proof.timestamp)
    .digest('base64');
  return sameText(expected, proof.signature);
}

/** The exchange that a proof is for. It is taken: no secret block serves twice. */
function takeExchange(core: CognitoCore, context: SignInContext, proof: SrpProof): SrpExchange {
  const exchange = core.srpExchanges.get(proof.secretBlock);
  core.srpExchanges.delete(proof.secretBlock);
  if (exchange === undefined) throw wrongCredentials('The secret block is unknown, used or too old.');
  const { pool, client, door } = context;
  if (exchange.poolId !== pool.id || exchange.clientId !== client.id || exchange.door !== door) {
    throw wrongCredentials('The secret block is another client’s.');
  }
  const named = core.users.bySignInName(pool, proof.username)?.sub;
  const names = [exchange.typedName, exchange.userId];
  if (!names.includes(proof.username) && (named === undefined || named !== exchange.sub)) {
    throw wrongCredentials('The secret block is another user’s.');
  }
  return exchange;
}

/**
 * The user whose password the proof shows the knowledge of.
 * Throws NotAuthorizedException, InvalidParameterException.
 */
export async function checkSrp(core: CognitoCore, context: SignInContext, proof: SrpProof): Promise<User> {
  if (!TIMESTAMP.test(proof.timestamp)) {
    throw new AwsError(
      'InvalidParameterException',
      'TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english.',
    );
  }
  const exchange = takeExchange(core, context, proof);
  const { pool } = context;
  const user = exchange.sub === undefined ? undefined : core.users.bySub(pool, exchange.sub);
  const right = await core.attempts.guard(attemptKey(context, user, exchange.typedName), async () =>
    isRight(srpPoolName(pool), exchange, proof),
  );
  if (user === undefined) throw wrongCredentials('No user has that name.');
  if (!right) throw wrongCredentials(`The proof of the password of the user ${user.sub} is wrong.`);
  if (user.credential === undefined || user.credential.srpVerifier !== exchange.verifier.toString(16)) {
    throw wrongCredentials(`The password of the user ${user.sub} changed meanwhile.`);
  }
  return user;
}
