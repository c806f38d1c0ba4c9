import type { Item } from './attribute-value.ts';

/*
 * What the process that dies writes, and what the test that looks at its remains expects: every write has a
 * version, and the version alone tells what it writes.
 */

export const TABLE = 'crash';
export const WRITERS = 8;
/** How many items each writer has for itself. */
export const ITEMS = 10;
/** Pairs of items that are only ever written together, by all writers. */
export const PAIRS = 6;
/** Accounts between which all writers move money. */
export const ACCOUNTS = 5;
export const BALANCE = 1000;

/** A line of the process: it says what it is about to do, then that it was acknowledged. */
export type Line = `${'?' | '!'} ${string} ${number}`;

export const keyOf = (id: string): Item => ({ pk: { S: id }, sk: { N: '0' } });

/**
 * An item at a version. It moves within its indexes from one version to the next, and is now and then out
 * of them.
 */
export function itemAt(id: string, version: number): Item {
  return {
    ...keyOf(id),
    v: { N: String(version) },
    ...(version % 5 !== 0 && { g: { S: `group-${version % 7}` } }),
    ...(version % 3 !== 0 && { l: { N: String(version % 11) } }),
  };
}

/** Whether the write of a version takes its item away. */
export const deletes = (version: number): boolean => version % 7 === 0;

export const accountOf = (at: number): string => `account-${at % ACCOUNTS}`;

/** How much the transfer of a version moves, from where and to where. */
export function transferAt(version: number): {
  readonly from: string;
  readonly to: string;
  readonly amount: number;
} {
  return { from: accountOf(version), to: accountOf(version + 1 + (version % 3)), amount: version % 9 };
}
