import type { HttpRequest } from '../front-door/http.ts';
import { invalidParameter } from './lambda-call.ts';

const LONGEST_PAGE = 10_000;

/**
 * One page of a list: what comes after the query's `Marker`, at most `MaxItems` entries and at most `most`.
 * `entries` are in the order of their keys, which tell them apart. What is deleted meanwhile disturbs no later page.
 * Throws AwsError `InvalidParameterValueException`.
 */
export function listPage<Entry>(
  { query }: HttpRequest,
  entries: readonly Entry[],
  keyOf: (entry: Entry) => string,
  most = 50,
): { readonly page: readonly Entry[]; readonly next: { readonly NextMarker?: string } } {
  const limit = Number(query.get('MaxItems') ?? most);
  if (!Number.isInteger(limit) || limit < 1 || limit > LONGEST_PAGE) {
    throw invalidParameter(`MaxItems must be a whole number from 1 to ${LONGEST_PAGE}.`);
  }
  const after = Buffer.from(query.get('Marker') ?? '', 'base64url').toString();
  const rest = entries.filter((entry) => keyOf(entry) > after);
  const page = rest.slice(0, Math.min(limit, most));
  const last = page.at(-1);
  return {
    page,
    next:
      rest.length > page.length && last !== undefined
        ? { NextMarker: Buffer.from(keyOf(last)).toString('base64url') }
        : {},
  };
}
