import { type Item, textAttribute } from '../dynamo/attributes.ts';
import { byBytes, type Condition, type TableKey, type TaskTable, type Write } from './task-table.ts';

/** Hears of an item that was written, as a stream with both images does. */
export type ChangeListener = (before: Item | undefined, after: Item | undefined) => void;

/** The table in this process: the plain telling of what it does. */
export function memoryTaskTable(changed: ChangeListener = () => {}): TaskTable {
  const stored = new Map<string, Item>();
  const nameOf = ({ pk, sk }: TableKey): string => JSON.stringify([pk, sk]);
  const keyOf = (write: Write): TableKey =>
    'put' in write
      ? { pk: textAttribute(write.put, 'pk'), sk: textAttribute(write.put, 'sk') }
      : 'remove' in write
        ? write.remove
        : write.check;
  return {
    async get(key) {
      return stored.get(nameOf(key));
    },

    async query({ index, partition, from, to, backwards = false, limit }) {
      const partitionKey = index?.partitionKey ?? 'pk';
      const sortKey = index?.sortKey ?? 'sk';
      const found = [...stored.values()]
        .filter((item) => item[partitionKey]?.S === partition)
        .flatMap((item) => {
          const sort = item[sortKey]?.S;
          return sort !== undefined && byBytes(sort, from) >= 0 && byBytes(sort, to) <= 0
            ? [{ sort, item }]
            : [];
        })
        .sort((a, b) => byBytes(a.sort, b.sort) * (backwards ? -1 : 1));
      return { items: found.slice(0, limit).map(({ item }) => item), more: found.length > limit };
    },

    async write(writes) {
      for (const [at, write] of writes.entries()) {
        const item = stored.get(nameOf(keyOf(write)));
        if (!holds(write.when, item)) return { outcome: 'refused', at, item };
      }
      for (const write of writes) {
        if ('check' in write) continue;
        const name = nameOf(keyOf(write));
        const before = stored.get(name);
        const after = 'put' in write ? write.put : undefined;
        if (after === undefined) stored.delete(name);
        else stored.set(name, after);
        changed(before, after);
      }
      return { outcome: 'written' };
    },
  };
}

function holds(when: Condition | undefined, item: Item | undefined): boolean {
  if (when === undefined) return true;
  if (when === 'absent') return item === undefined;
  if (when === 'present') return item !== undefined;
  if ('version' in when) return item?.version?.N === String(when.version);
  return item === undefined || Number(item.expiresAt?.N) <= when.freeAt;
}
