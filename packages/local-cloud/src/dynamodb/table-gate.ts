type Waiter = () => void;

/**
 * Writers of items go through a table's gate side by side; a change of the table itself closes it,
 * waits for those inside and goes through alone.
 */
export class TableGate {
  #inside = 0;
  #closed = false;
  #idle: Waiter | undefined;
  #waiters: Waiter[] = [];

  async shared<T>(work: () => Promise<T>): Promise<T> {
    while (this.#closed) await this.#opened();
    this.#inside += 1;
    try {
      return await work();
    } finally {
      this.#inside -= 1;
      if (this.#inside === 0) this.#idle?.();
    }
  }

  async alone<T>(work: () => Promise<T>): Promise<T> {
    while (this.#closed) await this.#opened();
    this.#closed = true;
    try {
      if (this.#inside > 0) {
        await new Promise<void>((resolve) => {
          this.#idle = resolve;
        });
      }
      return await work();
    } finally {
      this.#closed = false;
      this.#idle = undefined;
      const waiters = this.#waiters;
      this.#waiters = [];
      for (const waiter of waiters) waiter();
    }
  }

  #opened(): Promise<void> {
    return new Promise((resolve) => this.#waiters.push(resolve));
  }
}
