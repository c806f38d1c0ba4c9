import type { StoreWrite } from './ordered-store.ts';

/** Groups grow no further than this, so that a large write does not wait for many others. */
const MAX_GROUP = 1000;

interface WaitingWrite {
  readonly writes: readonly StoreWrite[];
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Joins the writes that come while another is under way into one, as a database's group commit does:
 * what costs most is the way there and (for `full`) the sync, and many writers share them. A write alone
 * goes at once. Each stays atomic, and they are applied in the order in which they came.
 */
export function groupedWrites(
  apply: (writes: StoreWrite[]) => Promise<void>,
): (writes: readonly StoreWrite[]) => Promise<void> {
  let waiting: WaitingWrite[] = [];
  let busy = false;

  async function drain(): Promise<void> {
    busy = true;
    while (waiting.length > 0) {
      const group = takeGroup();
      try {
        await apply(group.flatMap(({ writes }) => writes));
        for (const { resolve } of group) resolve();
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    }
    busy = false;
  }

  function takeGroup(): WaitingWrite[] {
    let size = 0;
    const end = waiting.findIndex(({ writes }, at) => {
      size += writes.length;
      return at > 0 && size > MAX_GROUP;
    });
    const group = end < 0 ? waiting : waiting.slice(0, end);
    waiting = end < 0 ? [] : waiting.slice(end);
    return group;
  }

  return (writes) =>
    new Promise((resolve, reject) => {
      waiting.push({ writes, resolve, reject });
      if (!busy) void drain();
    });
}
