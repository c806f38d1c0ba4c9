import type { StoreWrite } from '../store/ordered-store.ts';
import { validateItem } from './attribute-validation.ts';
import type { Item } from './attribute-value.ts';
import { assertCondition } from './conditional-check.ts';
import type { Engine } from './engine.ts';
import type { Condition } from './expressions/condition.ts';
import type { Update } from './expressions/update.ts';
import {
  type ItemKey,
  keyOfItem,
  keyOfRequest,
  refuseEmptyIndexKeys,
  refuseEmptyKey,
  refuseEmptyUpdates,
} from './item-key.ts';
import type { Names, ReturnOnFailure, Values } from './item-shapes.ts';
import { commitChanges, type ItemChange, readItem, type WrittenChange } from './item-writer.ts';
import { checkUpdate, itemToPut, parseUpdateRequest, updateItem } from './item-writes.ts';
import { conditionOf } from './request-expressions.ts';
import type { StoredItem } from './stored-item.ts';
import type { Table } from './table-catalogue.ts';
import {
  type CancellationReason,
  cancelled,
  MAX_TRANSACTION_SIZE,
  NO_REASON,
  reasonOf,
} from './transaction.ts';
import { validationError } from './validation-error.ts';

interface ActionInput {
  readonly TableName: string;
  readonly ConditionExpression?: string;
  readonly ExpressionAttributeNames?: Names;
  readonly ExpressionAttributeValues?: Values;
  readonly ReturnValuesOnConditionCheckFailure?: ReturnOnFailure;
}

interface KeyActionInput extends ActionInput {
  readonly Key: Item;
}

/** One member of TransactItems: exactly one of the four must be there. */
export interface TransactItemInput {
  readonly ConditionCheck?: KeyActionInput;
  readonly Put?: ActionInput & { readonly Item: Item };
  readonly Delete?: KeyActionInput;
  readonly Update?: KeyActionInput & { readonly UpdateExpression: string };
}

export const ACTION_KINDS = ['ConditionCheck', 'Put', 'Delete', 'Update'] as const;
export type ActionKind = (typeof ACTION_KINDS)[number];

/** An action before its table is looked up. */
export interface ParsedAction {
  readonly kind: ActionKind;
  readonly tableName: string;
  /** The whole item of a Put, the key of the others. */
  readonly item: Item;
  readonly put?: StoredItem;
  readonly update?: Update | undefined;
  readonly condition: Condition | undefined;
  readonly onFailure: ReturnOnFailure | undefined;
}

/** An action with what it acts on. */
export interface BoundAction extends ParsedAction {
  readonly table: Table;
  readonly key: ItemKey;
}

/** Throws AwsError ValidationException for an action that is none, or that says what nobody can do. */
export function parseAction(input: TransactItemInput): ParsedAction {
  if (ACTION_KINDS.filter((kind) => input[kind] !== undefined).length !== 1) {
    throw validationError('TransactItems can only contain one of Check, Put, Update or Delete');
  }
  if (input.Put !== undefined) {
    const put = itemToPut(input.Put.Item);
    return { ...common('Put', input.Put, input.Put.Item), put, condition: actionCondition(input.Put) };
  }
  if (input.Update !== undefined) {
    validateItem(input.Update.Key);
    return { ...common('Update', input.Update, input.Update.Key), ...parseUpdateRequest(input.Update) };
  }
  const kind = input.Delete === undefined ? 'ConditionCheck' : 'Delete';
  const action = input.Delete ?? input.ConditionCheck;
  if (action === undefined) throw new Error('An action is missing.');
  validateItem(action.Key);
  return { ...common(kind, action, action.Key), condition: actionCondition(action) };
}

/** An action without a condition may have names and values, unlike an operation that stands alone. */
function actionCondition(input: ActionInput): Condition | undefined {
  return input.ConditionExpression === undefined ? undefined : conditionOf(input);
}

function common(
  kind: ActionKind,
  input: ActionInput,
  item: Item,
): Omit<ParsedAction, 'condition' | 'put' | 'update'> {
  return {
    kind,
    tableName: input.TableName,
    item,
    onFailure: input.ReturnValuesOnConditionCheckFailure,
  };
}

/**
 * The actions with the items they act on. Throws AwsError ValidationException for what concerns the whole
 * transaction, TransactionCanceledException for a key that does not fit its table.
 */
export function bindActions(parsed: readonly ParsedAction[], tables: readonly Table[]): BoundAction[] {
  const pairs = parsed.flatMap((action, at) => {
    const table = tables[at];
    return table === undefined ? [] : [{ ...action, table }];
  });
  for (const action of pairs) refuseEmptyValues(action);
  const reasons: CancellationReason[] = [];
  const bound: BoundAction[] = [];
  for (const action of pairs) {
    try {
      bound.push({ ...action, key: keyOf(action) });
      reasons.push(NO_REASON);
    } catch (error) {
      reasons.push(reasonOf(error));
    }
  }
  if (bound.length < parsed.length) throw cancelled(reasons);
  if (new Set(bound.map(({ key }) => key.lock)).size < bound.length) {
    throw validationError('Transaction request cannot include multiple operations on one item');
  }
  return bound;
}

/**
 * Does all actions or none: all conditions are looked at under the locks of all items, and all that is to
 * be written, with `writes` beside it, is one write of the store.
 * Throws AwsError TransactionCanceledException.
 */
export function writeTransaction(
  engine: Engine,
  actions: readonly BoundAction[],
  writes: readonly StoreWrite[],
): Promise<readonly WrittenChange[]> {
  const tables = [...new Set(actions.map(({ table }) => table))].sort(
    (left, right) => left.definition.number - right.definition.number,
  );
  const locks = actions.map(({ key }) => key.lock);
  return throughGates(tables, () =>
    engine.locks.runAll(locks, () => {
      const changes = decideAll(engine, actions);
      const size = changes.reduce((sum, { after }) => sum + (after?.size ?? 0), 0);
      if (size > MAX_TRANSACTION_SIZE) {
        throw validationError('Collection size of items requested has exceeded the limit of 4 MB');
      }
      return commitChanges(engine, changes, writes);
    }),
  );
}

function keyOf({ kind, table, item, condition, update }: ParsedAction & { readonly table: Table }): ItemKey {
  if (kind === 'Put') return keyOfItem(table.definition, item);
  const key = keyOfRequest(table.definition, item);
  if (kind === 'Update') checkUpdate(table.definition, { update, condition });
  return key;
}

function refuseEmptyValues({ kind, table, item, update }: ParsedAction & { readonly table: Table }): void {
  refuseEmptyKey(table.definition.keys, item);
  if (kind === 'Put') refuseEmptyIndexKeys(table.definition, item);
  if (update !== undefined) refuseEmptyUpdates(table.definition, update);
}

function decideAll(engine: Engine, actions: readonly BoundAction[]): ItemChange[] {
  const changes: ItemChange[] = [];
  const reasons: CancellationReason[] = [];
  for (const action of actions) {
    const before = readItem(engine, action.key);
    try {
      changes.push({ table: action.table, key: action.key, before, after: decide(action, before) });
      reasons.push(NO_REASON);
    } catch (error) {
      reasons.push(reasonOf(error));
    }
  }
  if (changes.length < actions.length) throw cancelled(reasons);
  return changes;
}

function decide(action: BoundAction, before: StoredItem | undefined): StoredItem | undefined {
  assertCondition(action.condition, before, action.onFailure);
  switch (action.kind) {
    case 'ConditionCheck':
      return before;
    case 'Delete':
      return undefined;
    case 'Put':
      return action.put;
    case 'Update':
      return updateItem(action.table.definition, action.item, action.update, before).stored;
  }
}

function throughGates<T>(tables: readonly Table[], work: () => Promise<T>): Promise<T> {
  const [first, ...rest] = tables;
  return first === undefined ? work() : first.writing(() => throughGates(rest, work));
}
