import { type AttributeValue, equalValues, type Item } from '../attribute-value.ts';
import type { Condition, Operand } from '../expressions/condition.ts';
import { type KeySchema, keyAttributes } from '../table-definition.ts';
import { validationError } from '../validation-error.ts';
import { conjunction, conjuncts } from './conjuncts.ts';

/** The one item that a condition is about, and what it demands of that item besides. */
export interface ItemCondition {
  readonly key: Item;
  readonly rest: Condition | undefined;
}

/**
 * The item that the WHERE clause of a write names. Throws AwsError ValidationException when it does not
 * name one item.
 */
export function writtenItem(where: Condition | undefined, keys: KeySchema): ItemCondition {
  const { key, rest, conflict } = findItem(where, keys, equalValue);
  if (conflict !== undefined) {
    throw validationError(
      `Multiple conditions on same key ${conflict}. Only single item Update/Insert/Delete are supported`,
    );
  }
  if (key !== undefined) return { key, rest };
  throw validationError('Where clause does not contain a mandatory equality on all key attributes');
}

/** The item that a SELECT names by its key and by nothing else; undefined when it does not. */
export function selectedItem(where: Condition | undefined, keys: KeySchema): Item | undefined {
  const { key, rest } = findItem(where, keys, onlyValue);
  return rest === undefined ? key : undefined;
}

/** The item that an EXISTS looks at; undefined when it names none, or demands nothing of it. */
export function checkedItem(where: Condition | undefined, keys: KeySchema): ItemCondition | undefined {
  const { key, rest } = findItem(where, keys, equalValue);
  return key === undefined || rest === undefined ? undefined : { key, rest };
}

/** The value that `=` says an attribute has; undefined when the condition says something else. */
export function equalValue(condition: Condition, attribute: string): AttributeValue | undefined {
  if (condition.kind !== 'comparison' || condition.operator !== '=') return undefined;
  const { left, right } = condition;
  if (isAttribute(left, attribute)) return right.kind === 'value' ? right.value : undefined;
  return isAttribute(right, attribute) && left.kind === 'value' ? left.value : undefined;
}

/** The values that `=` or IN say an attribute has one of; undefined when the condition says something else. */
export function possibleValues(condition: Condition, attribute: string): AttributeValue[] | undefined {
  const equal = equalValue(condition, attribute);
  if (equal !== undefined) return [equal];
  if (condition.kind !== 'in' || !isAttribute(condition.operand, attribute)) return undefined;
  const values = condition.candidates.flatMap((each) => (each.kind === 'value' ? [each.value] : []));
  return values.length === condition.candidates.length ? values : undefined;
}

/** Whether the operand is that attribute as a whole. */
export function isAttribute(operand: Operand, name: string): boolean {
  return operand.kind === 'path' && operand.path.length === 1 && operand.path[0] === name;
}

function onlyValue(condition: Condition, attribute: string): AttributeValue | undefined {
  const values = possibleValues(condition, attribute);
  return values?.length === 1 ? values[0] : undefined;
}

interface FoundItem {
  /** Undefined when an attribute of the key is missing. */
  readonly key: Item | undefined;
  readonly rest: Condition | undefined;
  /** A key attribute with two values, of which the first counts. */
  readonly conflict: string | undefined;
}

function findItem(
  where: Condition | undefined,
  keys: KeySchema,
  read: (condition: Condition, attribute: string) => AttributeValue | undefined,
): FoundItem {
  const names = keyAttributes(keys).map(({ name }) => name);
  const key = new Map<string, AttributeValue>();
  const rest: Condition[] = [];
  let conflict: string | undefined;
  for (const condition of conjuncts(where)) {
    const name = names.find((each) => read(condition, each) !== undefined);
    const value = name === undefined ? undefined : read(condition, name);
    const before = name === undefined ? undefined : key.get(name);
    if (name === undefined || value === undefined) rest.push(condition);
    else if (before === undefined) key.set(name, value);
    else if (!equalValues(before, value)) {
      rest.push(condition);
      conflict ??= name;
    }
  }
  return {
    key: key.size === names.length ? Object.fromEntries(key) : undefined,
    rest: conjunction(rest),
    conflict,
  };
}
