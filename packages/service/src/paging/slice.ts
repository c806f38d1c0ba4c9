/** A part of a list. */
export interface Slice<Thing> {
  readonly things: readonly Thing[];
  /** Where the list goes on; absent when nothing is left. */
  readonly next?: string;
}

/** Which part of a list. */
export interface SliceQuery {
  /** Go on below this. */
  readonly after?: string;
  /** How many at most. */
  readonly limit: number;
}

/** The first `limit` of `found`, which holds one more when there is more; things are told apart by their ids. */
export function sliceOf<Thing extends { readonly id: string }>(
  found: readonly Thing[],
  limit: number,
  more: boolean = found.length > limit,
): Slice<Thing> {
  const things = found.slice(0, limit);
  const last = things.at(-1);
  return !more || last === undefined ? { things } : { things, next: last.id };
}
