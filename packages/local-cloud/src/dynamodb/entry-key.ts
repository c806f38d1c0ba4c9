import { crc32 } from 'node:zlib';

/** What an entry of the store is, by its key's first byte. */
export const RECORD = {
  /** The number that the next table gets. */
  nextTableNumber: 0x00,
  /** A table's definition, under its name. */
  table: 0x01,
  /** An item of a table, or of one of its indexes. */
  item: 0x02,
  /** A table or an index whose entries are to be removed. */
  garbage: 0x03,
  /** A transaction that was done, under its client's token. */
  transaction: 0x04,
  /** A record of a stream. */
  streamRecord: 0x05,
  /** An item with a time to live, under that time. */
  expiry: 0x06,
  /** How many items the tables have, written when the cloud stops. */
  statistics: 0x07,
} as const;

/** kind, table number, index number, hash of the partition key */
const HEADER = 1 + 4 + 2;
const HASH = 4;
/** One more than the largest hash. */
export const HASH_SPACE: number = 2 ** 32;

/** An encoded key of a table or an index. */
export interface EncodedKey {
  readonly partition: Buffer;
  readonly sort?: Buffer;
}

/** The beginning of all entries of one kind and number of a table. */
export function numberedPrefix(kind: number, tableNumber: number, number: number): Buffer {
  const prefix = Buffer.allocUnsafe(HEADER);
  prefix[0] = kind;
  prefix.writeUInt32BE(tableNumber, 1);
  prefix.writeUInt16BE(number, 5);
  return prefix;
}

/** The beginning of all items of a table (index number 0) or an index. */
export function itemsPrefix(tableNumber: number, indexNumber: number): Buffer {
  return numberedPrefix(RECORD.item, tableNumber, indexNumber);
}

/**
 * The beginning of all entries of one partition. The hash before the partition key spreads partitions
 * as DynamoDB does: a scan is in no order that means anything, and segments are ranges.
 */
export function partitionPrefix(tableNumber: number, indexNumber: number, partition: Buffer): Buffer {
  const prefix = Buffer.allocUnsafe(HEADER + HASH + partition.length);
  prefix[0] = RECORD.item;
  prefix.writeUInt32BE(tableNumber, 1);
  prefix.writeUInt16BE(indexNumber, 5);
  prefix.writeUInt32BE(spreadHash(partition), HEADER);
  partition.copy(prefix, HEADER + HASH);
  return prefix;
}

/** The first key of the partitions whose hash is `hash` or more. */
export function hashBound(tableNumber: number, indexNumber: number, hash: number): Buffer {
  const bound = Buffer.allocUnsafe(HEADER + HASH);
  itemsPrefix(tableNumber, indexNumber).copy(bound);
  bound.writeUInt32BE(hash, HEADER);
  return bound;
}

/** The hash that stands in the key of an entry. */
export function hashOf(entryKey: Buffer): number {
  return entryKey.readUInt32BE(HEADER);
}

/** Where an item stands in its table. */
export function tableEntryKey(tableNumber: number, key: EncodedKey): Buffer {
  const prefix = partitionPrefix(tableNumber, 0, key.partition);
  return key.sort === undefined ? prefix : Buffer.concat([prefix, key.sort]);
}

/** Where an item stands in an index: under the index's key, then under the table's, so that none collides. */
export function indexEntryKey(
  tableNumber: number,
  indexNumber: number,
  key: EncodedKey,
  tableKey: EncodedKey,
): Buffer {
  const prefix = partitionPrefix(tableNumber, indexNumber, key.partition);
  const rest = [key.sort, tableKey.partition, tableKey.sort].filter((part) => part !== undefined);
  return Buffer.concat([prefix, ...rest]);
}

/** A checksum whose bits are mixed (as MurmurHash3 ends): similar keys would else lie close together. */
function spreadHash(partition: Buffer): number {
  let hash = crc32(partition);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
