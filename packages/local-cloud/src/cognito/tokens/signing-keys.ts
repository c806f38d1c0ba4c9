import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';
import { promisify } from 'node:util';
import type { JSONWebKeySet, JWK } from 'jose';
import type { OrderedStore } from '../../store/ordered-store.ts';
import { residentCollection } from '../../store/resident-collection.ts';

export type TokenUse = 'id' | 'access';

export interface SigningKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly jwk: JWK;
}

/** Each pool signs its ID tokens with one key and its access tokens with another. */
export type PoolKeys = Readonly<Record<TokenUse, SigningKey>>;

export interface SigningKeys {
  /** Starts to make the keys of a new pool, beside whatever else is done. */
  prepare(poolId: string): void;
  /** The keys, on the disk and fit to sign. */
  ready(poolId: string): Promise<PoolKeys>;
  /** The keys as far as they are there: a pool without any has signed nothing. */
  of(poolId: string): PoolKeys | undefined;
  /** The public halves. Makes the keys on the spot when somebody asks for them that early. */
  jwks(poolId: string): JSONWebKeySet;
  remove(poolId: string): Promise<void>;
  /** Waits for the keys that are being made. */
  close(): Promise<void>;
}

/** PKCS #8 in PEM. */
type StoredKeys = Readonly<Record<TokenUse, string>>;

const RSA = { modulusLength: 2048 };
const newKeyPair = promisify(generateKeyPair);

function pem(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}

async function newKey(): Promise<string> {
  return pem((await newKeyPair('rsa', RSA)).privateKey);
}

function newKeyNow(): string {
  return pem(generateKeyPairSync('rsa', RSA).privateKey);
}

function loaded(privatePem: string): SigningKey {
  const privateKey = createPrivateKey(privatePem);
  const publicKey = createPublicKey(privateKey);
  const { n = '', e = '' } = publicKey.export({ format: 'jwk' });
  const kid = createHash('sha256').update(n).digest('base64');
  return { kid, privateKey, publicKey, jwk: { alg: 'RS256', e, kid, kty: 'RSA', n, use: 'sig' } };
}

/** Private keys stay in `store` and in this process. */
export async function signingKeys(store: OrderedStore): Promise<SigningKeys> {
  const stored = await residentCollection<StoredKeys>(store);
  const ready = new Map<string, PoolKeys>();
  const making = new Map<string, Promise<PoolKeys>>();
  /** Of pools whose keys were asked for before they were on the disk. */
  const early = new Map<string, StoredKeys>();

  function load(poolId: string, pems: StoredKeys): PoolKeys {
    const keys = { id: loaded(pems.id), access: loaded(pems.access) };
    ready.set(poolId, keys);
    return keys;
  }

  function of(poolId: string): PoolKeys | undefined {
    const pems = stored.get(poolId);
    return ready.get(poolId) ?? (pems && load(poolId, pems));
  }

  async function make(poolId: string): Promise<PoolKeys> {
    const [id, access] = await Promise.all([newKey(), newKey()]);
    const pems = early.get(poolId) ?? { id, access };
    early.set(poolId, pems);
    await stored.put(poolId, pems);
    early.delete(poolId);
    return of(poolId) ?? load(poolId, pems);
  }

  function made(poolId: string): Promise<PoolKeys> {
    const pending = making.get(poolId) ?? make(poolId).finally(() => making.delete(poolId));
    making.set(poolId, pending);
    return pending;
  }

  async function settled(poolIds: Iterable<string>): Promise<void> {
    await Promise.allSettled([...poolIds].map((poolId) => making.get(poolId)));
  }

  return {
    of,
    prepare(poolId) {
      // Whoever needs the keys tries again, and sees the failure.
      made(poolId).catch(() => {});
    },
    async ready(poolId) {
      return stored.get(poolId) === undefined ? made(poolId) : (of(poolId) ?? made(poolId));
    },
    jwks(poolId) {
      let keys = of(poolId);
      if (keys === undefined) {
        const pems = early.get(poolId) ?? { id: newKeyNow(), access: newKeyNow() };
        early.set(poolId, pems);
        keys = load(poolId, pems);
        made(poolId).catch(() => {});
      }
      return { keys: [keys.id.jwk, keys.access.jwk] };
    },
    async remove(poolId) {
      await settled([poolId]);
      ready.delete(poolId);
      early.delete(poolId);
      await stored.delete(poolId);
    },
    close: () => settled(making.keys()),
  };
}
