import { AwsError } from '../../aws/aws-error.ts';

/** One page of a list, and the token of the next one. */
export interface Page<T> {
  readonly items: T[];
  readonly next?: string;
}

/**
 * The first `limit` items of what `list` gives after the place that `token` names.
 * `placeOf` names an item's place; tokens hold nothing else.
 */
export async function page<T>(
  list: (after: string | undefined) => AsyncIterable<T> | Iterable<T>,
  placeOf: (item: T) => string,
  limit: number,
  token: string | undefined,
): Promise<Page<T>> {
  const items: T[] = [];
  for await (const item of list(token === undefined ? undefined : placeIn(token))) {
    const last = items.at(-1);
    if (items.length === limit && last !== undefined) {
      return { items, next: Buffer.from(placeOf(last)).toString('base64url') };
    }
    items.push(item);
  }
  return { items };
}

function placeIn(token: string): string {
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length === 0 || bytes.toString('base64url') !== token) {
    throw new AwsError('InvalidParameterException', 'Invalid pagination token.');
  }
  return bytes.toString();
}

/** The same for a short list in memory, sorted by place. */
export function pageOf<T>(
  items: readonly T[],
  placeOf: (item: T) => string,
  limit: number,
  token: string | undefined,
): Promise<Page<T>> {
  const after = (place: string | undefined): readonly T[] =>
    place === undefined ? items : items.filter((item) => placeOf(item) > place);
  return page(after, placeOf, limit, token);
}
