/** Whether a Content-Type or an Accept value names one of an API's binary media types. */
export type MediaTypeMatcher = (value: string | undefined) => boolean;

/** `image/png` for `Image/PNG; q=1, text/html`: only the first type of a list counts. */
export function firstMediaType(value: string): string {
  const end = value.search(/[;,]/);
  return (end < 0 ? value : value.slice(0, end)).trim().toLowerCase();
}

/** `*\/*` stands for every type, and for none given at all. */
export function mediaTypeMatcher(types: readonly string[]): MediaTypeMatcher {
  if (types.length === 0) return () => false;
  if (types.includes('*/*')) return () => true;
  const known = new Set(types.map((type) => type.toLowerCase()));
  return (value) => value !== undefined && known.has(firstMediaType(value));
}
