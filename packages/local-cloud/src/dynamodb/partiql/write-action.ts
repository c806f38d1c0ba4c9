import { validateItem } from '../attribute-validation.ts';
import type { Condition } from '../expressions/condition.ts';
import type { ReturnOnFailure } from '../item-shapes.ts';
import { itemToPut } from '../item-writes.ts';
import type { KeySchema } from '../table-definition.ts';
import type { ParsedAction } from '../transaction-write.ts';
import { validationError } from '../validation-error.ts';
import { conjunction } from './conjuncts.ts';
import { checkedItem, writtenItem } from './primary-key.ts';
import type { DeleteStatement, ExistsStatement, InsertStatement, UpdateStatement } from './statement.ts';

export type WriteStatement = InsertStatement | UpdateStatement | DeleteStatement;

/**
 * The native action that a statement comes to: INSERT puts what is not there yet, UPDATE changes what is
 * there, DELETE is content when nothing is there, and EXISTS only looks.
 * Throws AwsError ValidationException when the statement does not name one item.
 */
export function actionOf(
  statement: WriteStatement | ExistsStatement,
  keys: KeySchema,
  onFailure: ReturnOnFailure | undefined,
): ParsedAction {
  const tableName = statement.source.table;
  const exists: Condition = { kind: 'attribute_exists', path: [keys.partition.name] };
  const missing: Condition = { kind: 'attribute_not_exists', path: [keys.partition.name] };
  switch (statement.kind) {
    case 'insert': {
      const { item } = statement;
      return { kind: 'Put', tableName, item, put: itemToPut(item), condition: missing, onFailure };
    }
    case 'update': {
      const { key, rest } = writtenItem(statement.where, keys);
      validateItem(key);
      const condition = conjunction(rest === undefined ? [exists] : [exists, rest]);
      return { kind: 'Update', tableName, item: key, update: statement.update, condition, onFailure };
    }
    case 'delete': {
      const { key, rest } = writtenItem(statement.where, keys);
      validateItem(key);
      const condition: Condition | undefined = rest && { kind: 'or', left: missing, right: rest };
      return { kind: 'Delete', tableName, item: key, condition, onFailure };
    }
    case 'exists': {
      const checked = checkedItem(statement.select.where, keys);
      if (checked?.rest === undefined) {
        throw validationError('EXISTS() must contain a single item read with additional condition');
      }
      validateItem(checked.key);
      const condition = conjunction([exists, checked.rest]);
      return { kind: 'ConditionCheck', tableName, item: checked.key, condition, onFailure };
    }
  }
}
