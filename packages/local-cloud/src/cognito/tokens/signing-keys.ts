import { createHash, createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import type { JSONWebKeySet, JWK } from 'jose';
import type { OrderedStore } from '../../store/ordered-store.ts';
import { residentCollection } from '../state/resident-collection.ts';

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
  /** Makes and keeps the keys of a new pool. Does nothing for a pool that has them. */
  make(poolId: string): Promise<void>;
  of(poolId: string): PoolKeys | undefined;
  jwks(poolId: string): JSONWebKeySet;
  remove(poolId: string): Promise<void>;
}

/** PKCS #8 in PEM. */
type StoredKeys = Readonly<Record<TokenUse, string>>;

const newKeyPair = promisify(generateKeyPair);

async function newKey(): Promise<string> {
  const { privateKey } = await newKeyPair('rsa', { modulusLength: 2048 });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

function loaded(pem: string): SigningKey {
  const privateKey = createPrivateKey(pem);
  const publicKey = createPublicKey(privateKey);
  const { n = '', e = '' } = publicKey.export({ format: 'jwk' });
  const kid = createHash('sha256').update(n).digest('base64');
  return { kid, privateKey, publicKey, jwk: { alg: 'RS256', e, kid, kty: 'RSA', n, use: 'sig' } };
}

/** Private keys stay in `store` and in this process. */
export async function signingKeys(store: OrderedStore): Promise<SigningKeys> {
  const stored = await residentCollection<StoredKeys>(store);
  const ready = new Map<string, PoolKeys>();

  function of(poolId: string): PoolKeys | undefined {
    const known = ready.get(poolId);
    if (known) return known;
    const pems = stored.get(poolId);
    if (pems === undefined) return undefined;
    const keys = { id: loaded(pems.id), access: loaded(pems.access) };
    ready.set(poolId, keys);
    return keys;
  }

  return {
    of,
    async make(poolId) {
      if (stored.get(poolId)) return;
      const [id, access] = await Promise.all([newKey(), newKey()]);
      await stored.put(poolId, { id, access });
    },
    jwks(poolId) {
      const keys = of(poolId);
      return { keys: keys ? [keys.id.jwk, keys.access.jwk] : [] };
    },
    async remove(poolId) {
      ready.delete(poolId);
      await stored.delete(poolId);
    },
  };
}
