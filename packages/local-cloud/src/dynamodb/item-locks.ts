type Waiter = () => void;

/**
 * Lets one at a time work on an item, while others work on other items. First come, first served: where
 * AWS may refuse a request that meets a transaction on its way (TransactionConflict), this one waits for
 * it, which takes no longer than a write. Both orders are ones in which AWS could have served the two.
 */
export class ItemLocks {
  readonly #waiters = new Map<string, Waiter[]>();

  /** Runs `work` while nobody else works on the item under `key`. */
  async run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const waiting = this.#enter(key);
    if (waiting !== undefined) await waiting;
    try {
      return await work();
    } finally {
      this.#leave(key);
    }
  }

  /** Runs `work` while nobody else works on any of the items. Keys are taken in their order, so nobody waits in a ring. */
  async runAll<T>(keys: readonly string[], work: () => Promise<T>): Promise<T> {
    const ordered = [...new Set(keys)].sort();
    const held: string[] = [];
    try {
      for (const key of ordered) {
        await this.#enter(key);
        held.push(key);
      }
      return await work();
    } finally {
      for (const key of held) this.#leave(key);
    }
  }

  #enter(key: string): Promise<void> | undefined {
    const waiters = this.#waiters.get(key);
    if (waiters === undefined) {
      this.#waiters.set(key, []);
      return undefined;
    }
    return new Promise((resolve) => waiters.push(resolve));
  }

  #leave(key: string): void {
    const next = this.#waiters.get(key)?.shift();
    if (next === undefined) this.#waiters.delete(key);
    else next();
  }
}
