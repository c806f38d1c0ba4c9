import type { Journal, JournalEntry } from './journal.ts';

/** An entry as it is kept. */
export interface RecentEntry extends JournalEntry {
  /** Counts from 1 in the order of writing. */
  readonly number: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** Hears of new entries. Must not throw. */
export interface JournalFollower {
  next(entry: RecentEntry): void;
  /** No more will come. */
  end(): void;
}

/** A journal that also keeps its newest entries in memory. */
export interface RecentJournal extends Journal {
  /** Newest first. */
  entries(): RecentEntry[];
  /** Hands over every new entry, until the returned function is called. */
  follow(follower: JournalFollower): () => void;
  /** Ends all followers. Writing stays possible. */
  close(): void;
}

const DEFAULT_CAPACITY = 500;

/** Passes each entry on to `journal` and keeps the newest `capacity` of them. */
export function recentJournal(
  journal: Journal,
  now: () => number,
  capacity: number = DEFAULT_CAPACITY,
): RecentJournal {
  const ring: RecentEntry[] = [];
  const followers = new Set<JournalFollower>();
  let count = 0;
  return {
    write(entry) {
      const recent = { ...entry, number: count + 1, at: now() };
      ring[count % capacity] = recent;
      count += 1;
      journal.write(entry);
      for (const follower of followers) follower.next(recent);
    },
    entries: () => ring.toSorted((a, b) => b.number - a.number),
    follow(follower) {
      followers.add(follower);
      return () => void followers.delete(follower);
    },
    close() {
      for (const follower of followers) follower.end();
      followers.clear();
    },
  };
}
