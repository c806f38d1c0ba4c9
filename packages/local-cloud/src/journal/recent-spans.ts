import type { Span } from './span.ts';

/** The newest spans, in memory. */
export interface RecentSpans {
  add(span: Span): void;
  /** Newest first, by the time of their ends. */
  all(): Span[];
  /** Calls `listener` after each new span, until the returned function is called. It must not throw. */
  follow(listener: () => void): () => void;
}

const DEFAULT_CAPACITY = 5_000;

/** Keeps the newest `capacity` spans. */
export function recentSpans(capacity: number = DEFAULT_CAPACITY): RecentSpans {
  const ring: Span[] = [];
  const listeners = new Set<() => void>();
  let count = 0;
  return {
    add(span) {
      ring[count % capacity] = span;
      count += 1;
      for (const listener of listeners) listener();
    },
    all() {
      const start = count % capacity;
      const inOrder = ring.length < capacity ? ring : [...ring.slice(start), ...ring.slice(0, start)];
      return inOrder.toReversed();
    },
    follow(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
