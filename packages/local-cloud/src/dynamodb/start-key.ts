import { AwsError } from '../aws/aws-error.ts';
import { validateAttributeValue } from './attribute-validation.ts';
import { type AttributeValue, attribute, type Item } from './attribute-value.ts';
import { indexEntryKey, tableEntryKey } from './entry-key.ts';
import { define, encodeIndexKey, keyAttributesOf, refuseEmptyKey } from './item-key.ts';
import {
  type IndexDefinition,
  type KeySchema,
  keyAttributes,
  type TableDefinition,
} from './table-definition.ts';
import { validationError } from './validation-error.ts';

const INVALID = 'The provided starting key is invalid';
const MISMATCH = 'The provided key element does not match the schema';

/** These say for themselves what is wrong, without words about the starting key. */
const PLAIN = /contains duplicates|number set|numeric value|significant digits|number with magnitude/;

/** Throws AwsError ValidationException when a starting key has values that are none. */
export function validateStartKey(key: Item | undefined): void {
  for (const value of Object.values(key ?? {})) {
    try {
      validateAttributeValue(value);
    } catch (error) {
      if (!(error instanceof AwsError) || PLAIN.test(error.message)) throw error;
      throw validationError(`${INVALID}: ${error.message}`);
    }
  }
}

/**
 * The entry that a starting key names, in the table or an index. Throws AwsError ValidationException when it
 * does not have the attributes of such an entry's key, or has them with other types. The key that a query is
 * about is refused in the words for keys, a table's key behind an index and that of a scan in those for
 * starting keys; which attributes are missing, or too many, only the scan of a table says.
 */
export function startEntryKey(
  table: TableDefinition,
  index: IndexDefinition | undefined,
  key: Item,
  operation: 'Query' | 'Scan',
): Buffer {
  const ofScannedTable = operation === 'Scan' && index === undefined;
  const attributes = [
    ...keyAttributes(table.keys),
    ...(index === undefined ? [] : keyAttributes(index.keys)),
  ];
  const names = new Set(attributes.map(({ name }) => name));
  if (Object.keys(key).length !== names.size || !attributes.every(({ name }) => attribute(key, name))) {
    throw validationError(ofScannedTable ? `${INVALID}: ${MISMATCH}` : INVALID);
  }
  if (index !== undefined) checkKeyValues(index.keys, key, '');
  checkKeyValues(table.keys, key, index === undefined && operation === 'Query' ? '' : `${INVALID}: `);
  const tableKey = encodeIndexKey(table.keys, key);
  const indexKey = index && encodeIndexKey(index.keys, key);
  if (tableKey === undefined) throw validationError(INVALID);
  if (index === undefined) return tableEntryKey(table.number, tableKey);
  if (indexKey === undefined) throw validationError(INVALID);
  return indexEntryKey(table.number, index.number, indexKey, tableKey);
}

function checkKeyValues(keys: KeySchema, key: Item, words: string): void {
  for (const { name, type } of keyAttributes(keys)) {
    const value = attribute(key, name);
    if (value === undefined || !(type in value)) throw validationError(`${words}${MISMATCH}`);
  }
  refuseEmptyKey(keys, key, words);
}

/** LastEvaluatedKey for the entry that ended a page. */
export function lastEvaluatedKey(
  table: TableDefinition,
  index: IndexDefinition | undefined,
  entry: Item,
): Item {
  const key: Record<string, AttributeValue> = keyAttributesOf(table.keys, entry);
  if (index === undefined) return key;
  for (const [name, value] of Object.entries(keyAttributesOf(index.keys, entry))) define(key, name, value);
  return key;
}
