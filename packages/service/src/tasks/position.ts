const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const BASE = DIGITS.length;

/** No position ends with a zero: nothing would fit between it and the one without. */
const NO_ZERO = 'V';

/** What tells two positions apart that were made in the same gap at once. */
const SUFFIX = 8;

/** A page token and an index have room for so many characters. */
export const MAX_POSITION: number = 256;

/**
 * The position of a new task at the end of its list: `a` and its id (a version 7 UUID) with the base of 62, so
 * that positions grow with time without reading the list. There is room for positions before all of them.
 */
export function lastPosition(id: string): string {
  return `a${base62(BigInt(`0x${id.replaceAll('-', '')}`), 22)}${NO_ZERO}`;
}

/**
 * A position between two (undefined stands for the beginning and the end), different from every other one that
 * was ever made there: it ends with random digits of `id`.
 */
export function positionBetween(low: string | undefined, high: string | undefined, id: string): string {
  const suffix = base62(BigInt(`0x${id.replaceAll('-', '').slice(-16)}`), 22).slice(-SUFFIX) + NO_ZERO;
  if (high === undefined) {
    const last = lastPosition(id);
    return low === undefined || last > low ? last : `${low}${suffix}`;
  }
  let middle = between(low ?? '', high);
  while (`${middle}${suffix}` >= high) middle = between(middle, high);
  return `${middle}${suffix}`;
}

/** The text of fewest digits that is greater than `low` and less than `high`. */
function between(low: string, high: string): string {
  let prefix = '';
  for (let at = 0; ; at += 1) {
    const under = at < low.length ? digit(low, at) : 0;
    // Once the prefix is less than that of `high`, anything may follow.
    const over = high.startsWith(prefix) ? (at < high.length ? digit(high, at) : 0) : BASE;
    if (over - under > 1) return prefix + DIGITS[(under + over) >> 1];
    prefix += DIGITS[under];
  }
}

function digit(text: string, at: number): number {
  return DIGITS.indexOf(text.charAt(at));
}

function base62(value: bigint, length: number): string {
  let text = '';
  for (let left = value; left > 0n; left /= BigInt(BASE)) text = DIGITS[Number(left % BigInt(BASE))] + text;
  return text.padStart(length, '0');
}
