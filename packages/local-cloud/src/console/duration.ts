/** A time for people: `0.42 ms`, `12.3 ms`, `1.24 s`. */
export function durationText(milliseconds: number): string {
  if (milliseconds >= 1000) return `${(milliseconds / 1000).toFixed(2)} s`;
  return `${milliseconds.toFixed(milliseconds >= 10 ? 1 : 2)} ms`;
}
