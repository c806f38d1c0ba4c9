/**
 * A reference to `child` below the collection at `path`, relative to that very request (RFC 9110, 10.2.2).
 * It resolves right below any stage, base path or proxy prefix, because it names none of them.
 */
export function childReference(path: string, child: string): string {
  const last = path.slice(path.lastIndexOf('/') + 1);
  const segment = encodeURIComponent(child);
  return last === '' ? segment : `${last}/${segment}`;
}

/** The `Link` header (RFC 8288) that leads to the next page: the same request with these parameters. */
export function nextLink(query: object): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query) as [string, unknown][]) {
    if (value !== undefined) parameters.set(name, String(value));
  }
  return `<?${parameters}>; rel="next"`;
}
