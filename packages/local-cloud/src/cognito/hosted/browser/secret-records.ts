import { createHash } from 'node:crypto';
import type { Sources } from '../../../aws/sources.ts';
import { jsonCollection } from '../../../store/json-collection.ts';
import type { OrderedStore } from '../../../store/ordered-store.ts';

const SECRET_BYTES = 32;
const SECRET_SHAPE = /^[A-Za-z0-9_-]{43}$/;
const SWEEP_INTERVAL = 60_000;

/** What became of a secret that was handed in to be spent. */
export type Spending<Document> =
  | { readonly kind: 'spent-now'; readonly document: Document }
  | { readonly kind: 'spent-before' | 'expired' | 'unknown' };

/**
 * Documents that are known by a random secret which somebody else holds: an authorization code, a session
 * cookie. Only a hash of the secret is kept. Each pool's secrets are its own.
 */
export interface SecretRecords<Document> {
  /** Keeps the document and gives its secret. */
  issue(poolId: string, document: Document): Promise<string>;
  /** The document of a secret that is neither spent nor expired. */
  find(poolId: string, secret: string): Document | undefined;
  /** Gives the document to exactly one of all who ask, however many ask at once. */
  spend(poolId: string, secret: string): Promise<Spending<Document>>;
  forget(poolId: string, secret: string): Promise<void>;
}

interface Kept<Document> {
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
  readonly spent: boolean;
  readonly document: Document;
}

/** `lifetime` in milliseconds. A spent record is remembered until it would have expired. */
export function secretRecords<Document>(
  store: OrderedStore,
  sources: Sources,
  lifetime: number,
): SecretRecords<Document> {
  const records = jsonCollection<Kept<Document>>(store);
  const beingSpent = new Set<string>();
  let sweptAt = 0;

  const idOf = (poolId: string, secret: string): string =>
    `${poolId}/${createHash('sha256').update(secret).digest('base64url')}`;

  function read(poolId: string, secret: string): Kept<Document> | undefined {
    return SECRET_SHAPE.test(secret) ? records.get(idOf(poolId, secret)) : undefined;
  }

  async function sweep(): Promise<void> {
    const now = sources.now();
    if (now - sweptAt < SWEEP_INTERVAL) return;
    sweptAt = now;
    const expired: string[] = [];
    for await (const [id, kept] of records.list()) if (kept.expiresAt <= now) expired.push(id);
    if (expired.length > 0) await store.write(expired.map(records.deleteWrite));
  }

  return {
    issue: async (poolId, document) => {
      await sweep();
      const secret = sources.bytes(SECRET_BYTES).toString('base64url');
      const kept = { expiresAt: sources.now() + lifetime, spent: false, document };
      await records.put(idOf(poolId, secret), kept);
      return secret;
    },
    find: (poolId, secret) => {
      const kept = read(poolId, secret);
      return kept && !kept.spent && kept.expiresAt > sources.now() ? kept.document : undefined;
    },
    spend: async (poolId, secret) => {
      const kept = read(poolId, secret);
      if (kept === undefined) return { kind: 'unknown' };
      const id = idOf(poolId, secret);
      // No await stands between this look and the claim, so only one request can pass.
      if (kept.spent || beingSpent.has(id)) return { kind: 'spent-before' };
      if (kept.expiresAt <= sources.now()) return { kind: 'expired' };
      beingSpent.add(id);
      try {
        await records.put(id, { ...kept, spent: true });
      } finally {
        beingSpent.delete(id);
      }
      return { kind: 'spent-now', document: kept.document };
    },
    forget: (poolId, secret) => records.delete(idOf(poolId, secret)),
  };
}
