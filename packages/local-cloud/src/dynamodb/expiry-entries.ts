import type { StoreWrite } from '../store/ordered-store.ts';
import { attribute, type Item } from './attribute-value.ts';
import { numberedPrefix, RECORD } from './entry-key.ts';
import type { StoredItem } from './stored-item.ts';
import type { TableDefinition, TimeToLive } from './table-definition.ts';

/** A time that lies further back than five years is taken for a mistake: DynamoDB leaves such items alone. */
const MAX_AGE_SECONDS = 5 * 365 * 24 * 60 * 60;
const TIME_BYTES = 8;
const NOTHING = Buffer.alloc(0);

/** When an item goes, in whole seconds since the epoch; undefined when it stays. */
export function expiryOf(item: Item, timeToLive: TimeToLive): number | undefined {
  const value = attribute(item, timeToLive.attribute);
  if (value === undefined || !('N' in value)) return undefined;
  const seconds = Math.floor(Number(value.N));
  return Number.isSafeInteger(seconds) && seconds >= 0 ? seconds : undefined;
}

/** Whether an item of that expiry is to go now. */
export function isExpired(expiry: number | undefined, nowSeconds: number): boolean {
  return expiry !== undefined && expiry <= nowSeconds && expiry >= nowSeconds - MAX_AGE_SECONDS;
}

/** The entries of the items that are to go now. */
export function expiredRange(
  tableNumber: number,
  timeToLive: TimeToLive,
  nowSeconds: number,
): { readonly gte: Buffer; readonly lt: Buffer } {
  const from = Math.max(0, nowSeconds - MAX_AGE_SECONDS);
  return {
    gte: expiryKey(tableNumber, timeToLive, from, NOTHING),
    lt: expiryKey(tableNumber, timeToLive, nowSeconds + 1, NOTHING),
  };
}

/** The key of the item that an expiry's entry is for. */
export function expiringItem(expiryEntry: Buffer): Buffer {
  return expiryEntry.subarray(numberedPrefix(RECORD.expiry, 0, 0).length + TIME_BYTES);
}

/** The changes to a table's expiries that follow from an item's change. */
export function expiryWrites(
  table: TableDefinition,
  entry: Buffer,
  before: StoredItem | undefined,
  after: StoredItem | undefined,
): StoreWrite[] {
  const { timeToLive } = table;
  if (timeToLive === undefined) return [];
  const old = before && expiryOf(before.item, timeToLive);
  const fresh = after && expiryOf(after.item, timeToLive);
  if (old === fresh) return [];
  const writes: StoreWrite[] = [];
  if (old !== undefined) writes.push({ type: 'del', key: expiryKey(table.number, timeToLive, old, entry) });
  if (fresh !== undefined) writes.push(expiryWrite(table.number, timeToLive, fresh, entry));
  return writes;
}

export function expiryWrite(
  tableNumber: number,
  timeToLive: TimeToLive,
  expiry: number,
  entry: Buffer,
): StoreWrite {
  return { type: 'put', key: expiryKey(tableNumber, timeToLive, expiry, entry), value: NOTHING };
}

function expiryKey(tableNumber: number, timeToLive: TimeToLive, seconds: number, entry: Buffer): Buffer {
  const time = Buffer.alloc(TIME_BYTES);
  time.writeBigUInt64BE(BigInt(seconds));
  return Buffer.concat([numberedPrefix(RECORD.expiry, tableNumber, timeToLive.number), time, entry]);
}
