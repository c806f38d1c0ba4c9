/** The middle of a list of numbers; of an even count, the lower middle. Throws when there are none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = sorted[(sorted.length - 1) >> 1];
  if (middle === undefined) throw new RangeError('There is no median of nothing.');
  return middle;
}
