import { assertLevels } from './attribute-shape.ts';
import { validateItem } from './attribute-validation.ts';
import { attribute, type Item } from './attribute-value.ts';
import { applyUpdate } from './expressions/apply-update.ts';
import { type Condition, conditionPaths } from './expressions/condition.ts';
import type { DocumentPath } from './expressions/document-path.ts';
import { assertKeysUntouched, assertScalarKeys } from './expressions/key-attribute-rules.ts';
import { parseUpdate } from './expressions/parse-update.ts';
import type { Update } from './expressions/update.ts';
import { checkUpdatedIndexKeys } from './item-key.ts';
import type { AttributeUpdates, Expected } from './item-shapes.ts';
import { itemSize, MAX_ITEM_SIZE } from './item-size.ts';
import { expectedCondition } from './legacy-conditions.ts';
import { updateOfAttributes } from './legacy-updates.ts';
import { type ConditionalRequest, optionalCondition, substitutionsOf } from './request-expressions.ts';
import { StoredItem } from './stored-item.ts';
import { keyNames, type TableDefinition } from './table-definition.ts';
import { validationError } from './validation-error.ts';

/* What Put and Update come down to, alone or in a transaction. */

/** An item that is to be put, checked as far as that goes without its table. */
export function itemToPut(item: Item): StoredItem {
  const size = validateItem(item);
  if (size > MAX_ITEM_SIZE) throw validationError('Item size has exceeded the maximum allowed size');
  return StoredItem.of(item, size);
}

export interface UpdateRequest extends ConditionalRequest {
  readonly UpdateExpression?: string;
  readonly AttributeUpdates?: AttributeUpdates;
  readonly Expected?: Expected;
}

/** An update and its condition, parsed. */
export interface ParsedUpdate {
  readonly update: Update | undefined;
  readonly condition: Condition | undefined;
}

/** The update and the condition that a request says. Throws AwsError ValidationException. */
export function parseUpdateRequest(request: UpdateRequest): ParsedUpdate {
  const legacyUpdate = request.AttributeUpdates && updateOfAttributes(request.AttributeUpdates);
  const legacyCondition = expectedCondition(request.Expected, request.ConditionalOperator);
  const substitutions = substitutionsOf(request);
  const update =
    request.UpdateExpression === undefined
      ? legacyUpdate
      : parseUpdate(request.UpdateExpression, substitutions);
  const condition = optionalCondition('ConditionExpression', request.ConditionExpression, substitutions);
  substitutions.assertAllUsed();
  return { update, condition: condition ?? legacyCondition };
}

/** What an update makes of an item. */
export interface Updated {
  readonly stored: StoredItem;
  /** The paths that the update names. */
  readonly touched: readonly DocumentPath[];
}

/** Throws AwsError ValidationException when the update, or its condition, says what no key of the table allows. */
export function checkUpdate(table: TableDefinition, { update, condition }: ParsedUpdate): void {
  const keys = new Set(keyNames(table.keys));
  if (condition !== undefined) assertScalarKeys(conditionPaths(condition), keys);
  if (update === undefined) return;
  assertScalarKeys(
    update.actions.map(({ path }) => path),
    keys,
  );
  assertKeysUntouched(update, keys);
}

/**
 * The item after the update; one that is not there yet begins as its key.
 * Throws AwsError ValidationException when the update does not fit the item, or the item not the table.
 */
export function updateItem(
  table: TableDefinition,
  key: Item,
  update: Update | undefined,
  before: StoredItem | undefined,
): Updated {
  if (update === undefined) {
    return { stored: before ?? StoredItem.of(key, itemSize(key)), touched: [] };
  }
  const { item, touched } = applyUpdate(update, before?.item ?? key);
  const size = itemSize(item);
  if (size > MAX_ITEM_SIZE) {
    throw validationError('Item size to update has exceeded the maximum allowed size');
  }
  const names = new Set(touched.map(([name]) => name));
  for (const name of names) {
    const value = attribute(item, name);
    if (value !== undefined) assertLevels(value);
  }
  checkUpdatedIndexKeys(table, item, names);
  return { stored: StoredItem.of(item, size), touched };
}
