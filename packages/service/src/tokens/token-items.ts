import { type Token, type TokenScope, tokenScopes } from '@taskyard/contract';
import {
  type Item,
  numberAttribute,
  optionalText,
  textAttribute,
  textListAttribute,
} from '../dynamo/attributes.ts';
import type { StoredToken, TokenGrant } from './token-store.ts';

/**
 * The table: a token is two items, written and removed together. `pk` its owner's `sub`, `sk` `token#<id>`: what
 * its owner sees. `pk` `hash#<hash of its value>`, `sk` `grant`: what the authorizer looks up in one read.
 * Both go away by themselves after `expiresAt`.
 */
export const TOKEN_ITEM_PREFIX: string = 'token#';

export function tokenKey(owner: string, id: string): Item {
  return { pk: { S: owner }, sk: { S: `${TOKEN_ITEM_PREFIX}${id}` } };
}

export function grantKey(hash: string): Item {
  return { pk: { S: `hash#${hash}` }, sk: { S: 'grant' } };
}

export function tokenItem({ id, owner, hash, name, scopes, createdAt, expiresAt }: StoredToken): Item {
  return {
    ...tokenKey(owner, id),
    hash: { S: hash },
    name: { S: name },
    scopes: { L: scopes.map((scope) => ({ S: scope })) },
    createdAt: { S: createdAt },
    expiresAt: { N: epochSeconds(expiresAt) },
  };
}

export function grantItem({ id, owner, hash, name, scopes, expiresAt }: StoredToken): Item {
  return {
    ...grantKey(hash),
    id: { S: id },
    person: { S: owner },
    name: { S: name },
    scopes: { L: scopes.map((scope) => ({ S: scope })) },
    expiresAt: { N: epochSeconds(expiresAt) },
  };
}

export function tokenOf(item: Item): Token {
  return {
    id: textAttribute(item, 'sk').slice(TOKEN_ITEM_PREFIX.length),
    name: textAttribute(item, 'name'),
    scopes: scopesOf(item),
    createdAt: textAttribute(item, 'createdAt'),
    expiresAt: moment(item),
    ...optionalText(item, 'lastUsedAt'),
  };
}

export function grantOf(item: Item): TokenGrant {
  const id = textAttribute(item, 'id');
  return {
    id,
    owner: textAttribute(item, 'person'),
    // Grants were made without it once; such a token goes by its id.
    name: id,
    ...optionalText(item, 'name'),
    scopes: scopesOf(item),
    expiresAt: moment(item),
  };
}

/** A scope that is no longer one allows nothing. */
function scopesOf(item: Item): readonly TokenScope[] {
  const kept = textListAttribute(item, 'scopes');
  return tokenScopes.filter((scope) => kept.includes(scope));
}

function epochSeconds(moment: string): string {
  return String(Math.floor(Date.parse(moment) / 1000));
}

function moment(item: Item): string {
  return new Date(numberAttribute(item, 'expiresAt') * 1000).toISOString();
}
