/** A map in memory whose entries end by themselves, and whose oldest entry makes room when it is full. */
export interface ExpiringMap<V> {
  get(key: string): V | undefined;
  /** `until` in milliseconds since the epoch. */
  set(key: string, value: V, until: number): void;
  delete(key: string): void;
}

export function expiringMap<V>(now: () => number, capacity: number): ExpiringMap<V> {
  const entries = new Map<string, { readonly value: V; readonly until: number }>();
  return {
    get(key) {
      const entry = entries.get(key);
      if (entry === undefined) return undefined;
      if (entry.until > now()) return entry.value;
      entries.delete(key);
      return undefined;
    },
    set(key, value, until) {
      entries.delete(key);
      entries.set(key, { value, until });
      for (const oldest of entries.keys()) {
        if (entries.size <= capacity) break;
        entries.delete(oldest);
      }
    },
    delete(key) {
      entries.delete(key);
    },
  };
}
