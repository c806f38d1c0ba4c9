import { AwsError } from '../aws/aws-error.ts';
import { validateAttributeValue } from './attribute-validation.ts';
import { type AttributeValue, attribute, type Item } from './attribute-value.ts';
import { indexEntryKey, tableEntryKey } from './entry-key.ts';
import { define, encodeIndexKey, keyAttributesOf } from './item-key.ts';
import { type IndexDefinition, keyAttributes, type TableDefinition } from './table-definition.ts';
import { validationError } from './validation-error.ts';

/** These say for themselves what is wrong, without words about the starting key. */
const PLAIN = /contains duplicates|number set|numeric value|significant digits|number with magnitude/;

/** Throws AwsError ValidationException when a starting key has values that are none. */
export function validateStartKey(key: Item | undefined): void {
  for (const value of Object.values(key ?? {})) {
    try {
      validateAttributeValue(value);
    } catch (error) {
      if (!(error instanceof AwsError) || PLAIN.test(error.message)) throw error;
      throw validationError(`The provided starting key is invalid: ${error.message}`);
    }
  }
}

/**
 * The entry that a starting key names, in the table or an index. `mismatch` is what is said when it does
 * not have the attributes of such an entry's key. Throws AwsError ValidationException.
 */
export function startEntryKey(
  table: TableDefinition,
  index: IndexDefinition | undefined,
  key: Item,
  mismatch: string,
): Buffer {
  const expected = new Map(
    [...keyAttributes(table.keys), ...(index === undefined ? [] : keyAttributes(index.keys))].map(
      ({ name, type }) => [name, type],
    ),
  );
  if (Object.keys(key).length !== expected.size) throw validationError(mismatch);
  for (const [name, type] of expected) {
    const value = attribute(key, name);
    if (value === undefined || !(type in value)) throw validationError(mismatch);
  }
  const tableKey = encodeIndexKey(table.keys, key);
  const indexKey = index && encodeIndexKey(index.keys, key);
  if (tableKey === undefined) throw validationError(mismatch);
  if (index === undefined) return tableEntryKey(table.number, tableKey);
  if (indexKey === undefined) throw validationError(mismatch);
  return indexEntryKey(table.number, index.number, indexKey, tableKey);
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
