/**
 * Follows the versions of tasks through this page's own changes: an edit that began on one version may be sent after
 * an earlier edit of the same person has made the next one, and still knows what it is based on.
 */
export interface EntityTags {
  /** An own change made `etag` out of `from`; without `from`, out of the version that was known, if that was the one before. */
  follow(id: string, from: string | undefined, version: number, etag: string): void;
  /** The newest tag that own changes made out of `from`. */
  latest(id: string, from: string): string;
}

export function createEntityTags(): EntityTags {
  const known = new Map<string, { readonly version: number; readonly etag: string }>();
  const next = new Map<string, string>();
  const link = (id: string, from: string, to: string): void => {
    if (from !== to) next.set(`${id} ${from}`, to);
  };
  return {
    follow(id, from, version, etag) {
      const before = known.get(id);
      if (from !== undefined) link(id, from, etag);
      else if (before?.version === version - 1) link(id, before.etag, etag);
      known.set(id, { version, etag });
    },
    latest(id, from) {
      const seen = new Set<string>();
      let tag = from;
      for (;;) {
        const after = next.get(`${id} ${tag}`);
        if (after === undefined || seen.has(after)) return tag;
        seen.add(after);
        tag = after;
      }
    },
  };
}
