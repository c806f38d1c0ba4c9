import type { StoreWrite } from '../store/ordered-store.ts';
import { type AttributeValue, attribute, equalItems, type Item } from './attribute-value.ts';
import { type EncodedKey, indexEntryKey } from './entry-key.ts';
import { define, encodeIndexKey } from './item-key.ts';
import { itemSize } from './item-size.ts';
import { StoredItem } from './stored-item.ts';
import { type IndexDefinition, keyNames, type TableDefinition } from './table-definition.ts';

/** What changing one item does to one index. */
export interface IndexChange {
  readonly index: IndexDefinition;
  readonly writes: readonly StoreWrite[];
  /** The sizes of the entries that are written or removed, in bytes: each is billed for itself. */
  readonly sizes: readonly number[];
}

/**
 * The changes to every index of the table that follow from an item's change from `before` to `after`;
 * an index whose entry stays as it is has none.
 */
export function indexChanges(
  table: TableDefinition,
  key: EncodedKey,
  before: StoredItem | undefined,
  after: StoredItem | undefined,
): IndexChange[] {
  const changes: IndexChange[] = [];
  for (const index of table.indexes) {
    const change = indexChange(table, index, key, before, after);
    if (change !== undefined) changes.push(change);
  }
  return changes;
}

/** The entry that an item has in an index; undefined when it lacks the index's key. */
export function indexEntry(
  table: TableDefinition,
  index: IndexDefinition,
  tableKey: EncodedKey,
  stored: StoredItem,
): { readonly key: Buffer; readonly stored: StoredItem } | undefined {
  const key = encodeIndexKey(index.keys, stored.item);
  if (key === undefined) return undefined;
  return {
    key: indexEntryKey(table.number, index.number, key, tableKey),
    stored: project(table, index, stored),
  };
}

function indexChange(
  table: TableDefinition,
  index: IndexDefinition,
  key: EncodedKey,
  before: StoredItem | undefined,
  after: StoredItem | undefined,
): IndexChange | undefined {
  const old = before && indexEntry(table, index, key, before);
  const fresh = after && indexEntry(table, index, key, after);
  if (old === undefined && fresh === undefined) return undefined;
  const put: StoreWrite[] = fresh ? [{ type: 'put', key: fresh.key, value: fresh.stored.bytes }] : [];
  if (old === undefined) return { index, writes: put, sizes: fresh ? [fresh.stored.size] : [] };
  const remove: StoreWrite = { type: 'del', key: old.key };
  if (fresh === undefined) return { index, writes: [remove], sizes: [old.stored.size] };
  if (!fresh.key.equals(old.key)) {
    return { index, writes: [remove, ...put], sizes: [old.stored.size, fresh.stored.size] };
  }
  if (equalItems(old.stored.item, fresh.stored.item)) return undefined;
  return { index, writes: put, sizes: [Math.max(old.stored.size, fresh.stored.size)] };
}

function project(table: TableDefinition, index: IndexDefinition, stored: StoredItem): StoredItem {
  if (index.projection.type === 'ALL') return stored;
  const item = projectItem(projectedNames(table, index), stored.item);
  return StoredItem.of(item, itemSize(item));
}

/** The attributes that an index holds beside what it projects: its own key and the table's. */
export function projectedNames(table: TableDefinition, index: IndexDefinition): ReadonlySet<string> {
  return new Set([...keyNames(table.keys), ...keyNames(index.keys), ...index.projection.attributes]);
}

function projectItem(names: ReadonlySet<string>, item: Item): Item {
  const projected: Record<string, AttributeValue> = {};
  for (const name of names) {
    const value = attribute(item, name);
    if (value !== undefined) define(projected, name, value);
  }
  return projected;
}
