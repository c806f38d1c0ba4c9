/** Where a value of JSON is nested deeper than `max` levels, as a path into it; undefined when it is nowhere. */
export function tooDeepAt(
  value: unknown,
  max: number,
  path: readonly string[] = [],
): readonly string[] | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  // It goes no deeper than this, so it never runs out of stack.
  if (path.length >= max) return path;
  for (const [name, member] of Object.entries(value)) {
    const found = typeof member === 'object' ? tooDeepAt(member, max, [...path, name]) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}
