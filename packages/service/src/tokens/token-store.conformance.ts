import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { SYSTEM_SOURCES } from '../sources.ts';
import { createUuidV7 } from '../uuid-v7.ts';
import type { StoredToken, TokenGrant, TokenGrants, TokenStore } from './token-store.ts';

const newId = createUuidV7(SYSTEM_SOURCES);

function someToken(more: Partial<StoredToken> = {}): StoredToken {
  return {
    id: newId(),
    owner: randomUUID(),
    hash: randomUUID(),
    name: 'ci',
    scopes: ['tasks/read', 'notes/write'],
    createdAt: '2026-11-20T10:00:00.000Z',
    expiresAt: '2026-12-20T10:00:00.000Z',
    ...more,
  };
}

function shown({ owner: _owner, hash: _hash, ...token }: StoredToken): Omit<StoredToken, 'owner' | 'hash'> {
  return token;
}

function grantOf({ id, owner, name, scopes, expiresAt }: StoredToken): TokenGrant {
  return { id, owner, name, scopes, expiresAt };
}

/** What every store of tokens does. `open` gives the store; its other contents do not matter. */
export function tokenStoreConformance(name: string, open: () => Promise<TokenStore & TokenGrants>): void {
  describe(`a token store ${name}`, () => {
    let store: TokenStore & TokenGrants;
    beforeAll(async () => {
      store = await open();
    });

    const listed = async (owner: string) => (await store.list(owner, { limit: 10 })).things;

    it('finds what a hash stands for', async () => {
      const token = someToken();
      await store.insert(token);
      expect(await store.find(token.hash)).toEqual(grantOf(token));
      expect(await store.find(randomUUID())).toBeUndefined();
    });

    it("lists an owner's tokens, the newest first, without their hashes", async () => {
      const owner = randomUUID();
      const tokens = Array.from({ length: 3 }, () => someToken({ owner }));
      for (const token of tokens) await store.insert(token);
      const newest = [...tokens].reverse().map(shown);
      const first = await store.list(owner, { limit: 2 });
      expect(first).toEqual({ things: newest.slice(0, 2), next: newest[1]?.id });
      expect(await store.list(owner, { limit: 2, after: first.next ?? '' })).toEqual({
        things: newest.slice(2),
      });
      expect(await listed(randomUUID())).toEqual([]);
    });

    it('revokes a token for its owner alone, at once and everywhere', async () => {
      const token = someToken();
      await store.insert(token);
      expect(await store.delete(randomUUID(), token.id)).toEqual({ outcome: 'missing' });
      expect(await store.find(token.hash)).toBeDefined();
      expect(await store.delete(token.owner, token.id)).toEqual({ outcome: 'deleted' });
      expect(await store.find(token.hash)).toBeUndefined();
      expect(await listed(token.owner)).toEqual([]);
      expect(await store.delete(token.owner, token.id)).toEqual({ outcome: 'missing' });
    });

    it('notes a use, and another one only later', async () => {
      const token = someToken();
      await store.insert(token);
      const [ten, half, eleven] = [
        '2026-11-20T10:00:00.000Z',
        '2026-11-20T10:30:00.000Z',
        '2026-11-20T11:00:00.000Z',
      ] as const;
      await store.noteUse(grantOf(token), ten, '2026-11-20T09:00:00.000Z');
      expect(await listed(token.owner)).toEqual([{ ...shown(token), lastUsedAt: ten }]);
      await store.noteUse(grantOf(token), half, '2026-11-20T09:30:00.000Z');
      expect(await listed(token.owner)).toEqual([{ ...shown(token), lastUsedAt: ten }]);
      await store.noteUse(grantOf(token), eleven, ten);
      expect(await listed(token.owner)).toEqual([{ ...shown(token), lastUsedAt: eleven }]);
    });

    it('does not bring a revoked token back by its use', async () => {
      const token = someToken();
      await store.insert(token);
      await store.delete(token.owner, token.id);
      await store.noteUse(grantOf(token), '2026-11-20T10:00:00.000Z', '2026-11-20T09:00:00.000Z');
      expect(await listed(token.owner)).toEqual([]);
    });
  });
}
