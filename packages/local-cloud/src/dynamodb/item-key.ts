import type { AwsError } from '../aws/aws-error.ts';
import { type AttributeValue, attribute, attributeType, type Item } from './attribute-value.ts';
import { type EncodedKey, tableEntryKey } from './entry-key.ts';
import type { Update } from './expressions/update.ts';
import { attributeSize } from './item-size.ts';
import { encodeKeyValue } from './key-encoding.ts';
import {
  type KeyAttribute,
  type KeySchema,
  keyAttributes,
  keyNames,
  partitionAttributes,
  type TableDefinition,
} from './table-definition.ts';
import { invalidParameter, validationError } from './validation-error.ts';

const MAX_PARTITION_KEY = 2048;
const MAX_SORT_KEY = 1024;

/** Where one item stands. */
export interface ItemKey {
  readonly encoded: EncodedKey;
  /** Its key in the store. */
  readonly entry: Buffer;
  /** The same, as the item's name among the locks. */
  readonly lock: string;
}

/**
 * The place of the item whose key attributes, and nothing else, are `key`.
 * Throws AwsError ValidationException.
 */
export function keyOfRequest(table: TableDefinition, key: Item): ItemKey {
  const { partition, sort } = table.keys;
  if (Object.keys(key).length !== (sort === undefined ? 1 : 2)) throw schemaMismatch();
  for (const { name, type } of keyAttributes(table.keys)) {
    const value = attribute(key, name);
    if (value === undefined || !(type in value)) throw schemaMismatch();
  }
  return placed(table, key, partition, sort);
}

/**
 * The place of a whole item that is to be put.
 * Throws AwsError ValidationException when a key is missing or of the wrong type, for the table or for
 * one of its indexes.
 */
export function keyOfItem(table: TableDefinition, item: Item): ItemKey {
  const { partition, sort } = table.keys;
  for (const { name, type } of keyAttributes(table.keys)) {
    const value = attribute(item, name);
    if (value === undefined) throw invalidParameter(`Missing the key ${name} in the item`);
    if (!(type in value)) {
      throw invalidParameter(
        `Type mismatch for key ${name} expected: ${type} actual: ${attributeType(value)}`,
      );
    }
  }
  const key = placed(table, item, partition, sort);
  checkIndexKeys(table, item);
  return key;
}

/** The attributes of `item` that are its key. */
export function keyAttributesOf(keys: KeySchema, item: Item): Record<string, AttributeValue> {
  const key: Record<string, AttributeValue> = {};
  for (const name of keyNames(keys)) {
    const value = attribute(item, name);
    if (value !== undefined) define(key, name, value);
  }
  return key;
}

/** Sets an attribute also when its name is one that objects treat specially, such as `__proto__`. */
export function define(item: Record<string, AttributeValue>, name: string, value: AttributeValue): void {
  if (name === '__proto__') {
    Object.defineProperty(item, name, { value, enumerable: true, configurable: true, writable: true });
  } else item[name] = value;
}

/**
 * The key that an item has in an index; undefined when it has none. An item that is older than the index
 * may hold something there that cannot be a key: it stays out, as on AWS.
 */
export function encodeIndexKey(keys: KeySchema, item: Item): EncodedKey | undefined {
  const partition = encodePart(keys.partition, keys.morePartition, MAX_PARTITION_KEY, item);
  if (partition === undefined || keys.sort === undefined) return partition && { partition };
  const sort = encodePart(keys.sort, keys.moreSort, MAX_SORT_KEY, item);
  return sort && { partition, sort };
}

/** The values of a key's part, one after the other: none of their encodings is the beginning of another. */
function encodePart(
  first: KeyAttribute,
  more: readonly KeyAttribute[] | undefined,
  maxSize: number,
  item: Item,
): Buffer | undefined {
  const value = indexable(first, maxSize, item);
  if (value === undefined) return undefined;
  const encoded = encodeKeyValue(value);
  if (more === undefined) return encoded;
  const parts = [encoded];
  let left = maxSize - attributeSize(value);
  for (const each of more) {
    const next = indexable(each, left, item);
    if (next === undefined) return undefined;
    parts.push(encodeKeyValue(next));
    left -= attributeSize(next);
  }
  return Buffer.concat(parts);
}

function indexable({ name, type }: KeyAttribute, maxSize: number, item: Item): AttributeValue | undefined {
  const value = attribute(item, name);
  if (value === undefined || !(type in value) || isEmpty(value)) return undefined;
  return attributeSize(value) > maxSize ? undefined : value;
}

/** Throws AwsError ValidationException when an attribute is a key of an index, but no value for one. */
export function checkIndexKeys(table: TableDefinition, item: Item): void {
  if (table.indexes.length === 0) return;
  for (const { name: indexName, keys } of indexesByName(table)) {
    for (const { name, type } of keyAttributes(keys)) {
      const value = attribute(item, name);
      if (value === undefined) continue;
      if (!(type in value)) throw indexTypeMismatch(name, type, value, indexName);
    }
    checkPartitionSize(partSize(keys.partition, keys.morePartition, item));
    if (keys.sort !== undefined) checkSortSize(partSize(keys.sort, keys.moreSort, item));
  }
  refuseEmptyIndexKeys(table, item);
}

/** Throws AwsError ValidationException for an empty string or binary under a key of an index. */
export function refuseEmptyIndexKeys(table: TableDefinition, item: Item): void {
  if (table.indexes.length === 0) return;
  for (const { name: indexName, keys } of indexesByName(table)) {
    for (const { name } of keyAttributes(keys)) {
      const value = attribute(item, name);
      if (value === undefined || !isEmpty(value)) continue;
      throw validationError(
        'One or more parameter values are not valid. A value specified for a secondary index key is not ' +
          `supported. The AttributeValue for a key attribute cannot contain an empty ${emptyKind(value)} ` +
          `value. IndexName: ${indexName}, IndexKey: ${name}`,
      );
    }
  }
}

/**
 * Throws AwsError ValidationException, with `words` before its own, for an empty string or binary in a key;
 * what is no key value passes.
 */
export function refuseEmptyKey(keys: KeySchema, key: Item, words = ''): void {
  for (const { name } of keyAttributes(keys)) {
    const value = attribute(key, name);
    if (value !== undefined && isEmpty(value)) {
      throw validationError(
        `${words}One or more parameter values are not valid. The AttributeValue for a key attribute cannot ` +
          `contain an empty ${emptyKind(value)} value. Key: ${name}`,
      );
    }
  }
}

/**
 * The same for an update, of which only the attributes that it touched can be wrong.
 * Throws AwsError ValidationException.
 */
export function checkUpdatedIndexKeys(
  table: TableDefinition,
  item: Item,
  touched: ReadonlySet<string>,
): void {
  if (table.indexes.length === 0) return;
  for (const { name: indexName, keys } of indexesByName(table)) {
    for (const { name, type } of keyAttributes(keys)) {
      const value = touched.has(name) ? attribute(item, name) : undefined;
      if (value === undefined) continue;
      if (!(type in value)) throw indexTypeMismatch(name, type, value, indexName);
      if (isEmpty(value)) throw emptyUpdate(value);
      if (partitionAttributes(keys).some((each) => each.name === name)) {
        checkPartitionSize(partSize(keys.partition, keys.morePartition, item));
      } else if (keys.sort !== undefined) checkSortSize(partSize(keys.sort, keys.moreSort, item));
    }
  }
}

/** The same, as far as it shows without the item. Throws AwsError ValidationException. */
export function refuseEmptyUpdates(table: TableDefinition, update: Update): void {
  const names = new Set(table.indexes.flatMap(({ keys }) => keyNames(keys)));
  for (const action of update.actions) {
    if (action.kind !== 'set' || action.path.length > 1 || !names.has(action.path[0])) continue;
    const { value } = action;
    if (value.kind === 'value' && isEmpty(value.value)) throw emptyUpdate(value.value);
  }
}

function emptyUpdate(value: AttributeValue): AwsError {
  return validationError(
    'One or more parameter values are not valid. The update expression attempted to update a secondary ' +
      'index key to a value that is not supported. The AttributeValue for a key attribute cannot contain ' +
      `an empty ${emptyKind(value)} value.`,
  );
}

function indexTypeMismatch(name: string, type: string, value: AttributeValue, indexName: string): AwsError {
  return invalidParameter(
    `Type mismatch for Index Key ${name} Expected: ${type} Actual: ${attributeType(value)} ` +
      `IndexName: ${indexName}`,
  );
}

function isEmpty(value: AttributeValue): boolean {
  return ('S' in value && value.S === '') || ('B' in value && value.B === '');
}

function emptyKind(value: AttributeValue): 'string' | 'binary' {
  return 'S' in value ? 'string' : 'binary';
}

function schemaMismatch(): AwsError {
  return validationError('The provided key element does not match the schema');
}

/** AWS names the first index in the order of their names. */
const sortedIndexes = new WeakMap<TableDefinition, TableDefinition['indexes']>();

function indexesByName(table: TableDefinition): TableDefinition['indexes'] {
  let sorted = sortedIndexes.get(table);
  if (sorted === undefined) {
    sorted = [...table.indexes].sort((left, right) => (left.name < right.name ? -1 : 1));
    sortedIndexes.set(table, sorted);
  }
  return sorted;
}

function placed(
  table: TableDefinition,
  item: Item,
  partition: KeyAttribute,
  sort: KeyAttribute | undefined,
): ItemKey {
  refuseEmptyKey(table.keys, item);
  const partitionValue = attribute(item, partition.name);
  const sortValue = sort && attribute(item, sort.name);
  if (partitionValue === undefined) throw schemaMismatch();
  checkPartitionSize(attributeSize(partitionValue));
  if (sortValue !== undefined) checkSortSize(attributeSize(sortValue));
  const encoded: EncodedKey = {
    partition: encodeKeyValue(partitionValue),
    ...(sortValue && { sort: encodeKeyValue(sortValue) }),
  };
  const entry = tableEntryKey(table.number, encoded);
  return { encoded, entry, lock: entry.toString('latin1') };
}

/** The bytes of those of a part's values that are there. */
function partSize(first: KeyAttribute, more: readonly KeyAttribute[] | undefined, item: Item): number {
  const size = valueSize(first, item);
  return more === undefined ? size : more.reduce((sum, each) => sum + valueSize(each, item), size);
}

function valueSize({ name }: KeyAttribute, item: Item): number {
  const value = attribute(item, name);
  return value === undefined ? 0 : attributeSize(value);
}

function checkPartitionSize(size: number): void {
  if (size <= MAX_PARTITION_KEY) return;
  throw invalidParameter('Size of hashkey has exceeded the maximum size limit of2048 bytes');
}

function checkSortSize(size: number): void {
  if (size <= MAX_SORT_KEY) return;
  throw invalidParameter('Aggregated size of all range keys has exceeded the size limit of 1024 bytes');
}
