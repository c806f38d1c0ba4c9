/** Runs tasks of one key after another, and tasks of different keys side by side. */
export interface KeyedLock {
  run<T>(key: string, task: () => Promise<T>): Promise<T>;
}

export function keyedLock(): KeyedLock {
  const tails = new Map<string, Promise<unknown>>();
  return {
    run<T>(key: string, task: () => Promise<T>): Promise<T> {
      const before = tails.get(key) ?? Promise.resolve();
      const result = before.then(task, task);
      tails.set(key, result);
      const settled = (): void => {
        if (tails.get(key) === result) tails.delete(key);
      };
      result.then(settled, settled);
      return result;
    },
  };
}
