import { AwsError } from '../../aws/aws-error.ts';
import type { Consumption } from '../capacity.ts';
import { assertCondition } from '../conditional-check.ts';
import type { Engine } from '../engine.ts';
import type { DocumentPath } from '../expressions/document-path.ts';
import { applyProjection } from '../expressions/projection.ts';
import { keyOfItem, keyOfRequest, refuseEmptyUpdates } from '../item-key.ts';
import type { ReturnOnFailure } from '../item-shapes.ts';
import { writeItem } from '../item-writer.ts';
import { checkUpdate, updateItem } from '../item-writes.ts';
import type { StoredItem } from '../stored-item.ts';
import type { Table } from '../table-catalogue.ts';
import type { Returning } from './statement-syntax.ts';
import { actionOf, type WriteStatement } from './write-action.ts';

/**
 * Does an INSERT, UPDATE or DELETE and adds what it costs. Answers the JSON of the item that RETURNING asked
 * for; undefined when there is none. Throws AwsError.
 */
export async function runWrite(
  engine: Engine,
  table: Table,
  statement: WriteStatement,
  consumption: Consumption,
  onFailure: ReturnOnFailure | undefined,
): Promise<string | undefined> {
  const { definition } = table;
  const action = actionOf(statement, definition.keys, onFailure);
  const { update } = action;
  const key =
    action.kind === 'Put' ? keyOfItem(definition, action.item) : keyOfRequest(definition, action.item);
  if (update !== undefined) {
    checkUpdate(definition, { update, condition: action.condition });
    refuseEmptyUpdates(definition, update);
  }
  let touched: readonly DocumentPath[] = [];
  const decide = (before: StoredItem | undefined): StoredItem | undefined => {
    assertCondition(action.condition, before, onFailure);
    if (action.kind !== 'Update') return action.put;
    const outcome = updateItem(definition, action.item, update, before);
    touched = outcome.touched;
    return outcome.stored;
  };
  const { before, after, indexChanges } = await writeItem(engine, table, key, decide).catch(
    (error: unknown) => {
      throw statement.kind === 'insert' ? duplicateItem(error) : error;
    },
  );
  consumption.addWrite(Math.max(before?.size ?? 0, after?.size ?? 0), indexChanges);
  const returning = statement.kind === 'insert' ? undefined : statement.returning;
  return returned(returning, before, after, touched);
}

/** An INSERT's only condition is that there is no such item. */
function duplicateItem(error: unknown): unknown {
  return error instanceof AwsError && error.code === 'ConditionalCheckFailedException'
    ? new AwsError('DuplicateItemException', 'Duplicate primary key exists in table', 400, error.members)
    : error;
}

function returned(
  returning: Returning | undefined,
  before: StoredItem | undefined,
  after: StoredItem | undefined,
  touched: readonly DocumentPath[],
): string | undefined {
  const stored = returning?.version === 'OLD' ? before : after;
  if (returning === undefined || stored === undefined) return undefined;
  if (returning.scope === 'ALL') return stored.text;
  const part = applyProjection({ paths: touched }, stored.item);
  return Object.keys(part).length === 0 ? undefined : JSON.stringify(part);
}
