import type { Deletion } from './deletion.ts';

/** A deletion that the service has not confirmed yet. */
export interface KeptDeletion {
  readonly deletion: Deletion;
  /** Until when it can be taken back, in milliseconds since 1970. */
  readonly until: number;
}

/** One person's deletions in this browser, whichever tab they were made in. They name ids, and no text. */
export interface KeptDeletions {
  all(): readonly KeptDeletion[];
  keep(kept: KeptDeletion): void;
  forget(id: string): void;
}

export function keptDeletions(storage: Storage, owner: string): KeptDeletions {
  const key = `taskyard.deletions.${owner}`;
  const all = (): readonly KeptDeletion[] => JSON.parse(storage.getItem(key) ?? '[]');
  const write = (kept: readonly KeptDeletion[]): void => {
    if (kept.length === 0) storage.removeItem(key);
    else storage.setItem(key, JSON.stringify(kept));
  };
  return {
    all,
    keep: (kept) => write([...all(), kept]),
    forget: (id) => write(all().filter(({ deletion }) => deletion.id !== id)),
  };
}
