import type { Token } from '@taskyard/contract';
import { sliceOf } from '../paging/slice.ts';
import type { StoredToken, TokenGrants, TokenStore } from './token-store.ts';

/** Keeps tokens in this process: the plain telling of what every store does. */
export function memoryTokenStore(): TokenStore & TokenGrants {
  const tokens = new Map<string, StoredToken>();

  return {
    async insert(token) {
      tokens.set(token.id, token);
    },

    async list(owner, { after, limit }) {
      const found = [...tokens.values()]
        .filter((token) => token.owner === owner && (after === undefined || token.id < after))
        .sort((a, b) => (a.id < b.id ? 1 : -1));
      return sliceOf(found.map(shown), limit);
    },

    async delete(owner, id) {
      if (tokens.get(id)?.owner !== owner) return { outcome: 'missing' };
      tokens.delete(id);
      return { outcome: 'deleted' };
    },

    async find(hash) {
      const token = [...tokens.values()].find((kept) => kept.hash === hash);
      if (token === undefined) return undefined;
      const { id, owner, name, scopes, expiresAt } = token;
      return { id, owner, name, scopes, expiresAt };
    },

    async noteUse({ id }, at, before) {
      const token = tokens.get(id);
      if (token === undefined || (token.lastUsedAt !== undefined && token.lastUsedAt > before)) return;
      tokens.set(id, { ...token, lastUsedAt: at });
    },
  };
}

function shown({ owner: _owner, hash: _hash, ...token }: StoredToken): Token {
  return token;
}
