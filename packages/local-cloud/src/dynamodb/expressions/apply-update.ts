import { type AttributeValue, attributeType, type Item, setMembers } from '../attribute-value.ts';
import { addNumbers, subtractNumbers } from '../number.ts';
import { validationError } from '../validation-error.ts';
import { type DocumentPath, valueAt } from './document-path.ts';
import type { Update, UpdateAction, UpdateValue } from './update.ts';

export interface UpdatedItem {
  readonly item: Item;
  /** The paths that the update names: what UPDATED_OLD and UPDATED_NEW answer, projected onto either item. */
  readonly touched: readonly DocumentPath[];
}

/**
 * The item after the update; the one given stays as it is. An item that does not exist yet is given as its
 * key. Throws AwsError ValidationException when the update does not fit the item: first for a path through
 * a value of the wrong type, then for operands, then for paths and attributes that are missing.
 */
export function applyUpdate(update: Update, item: Item): UpdatedItem {
  for (const { path } of update.actions) {
    if (path.length > 1 && parentOf(item, path) !== undefined) assertWritable(item, path);
  }
  const outcomes = update.actions.map((action) => outcomeOf(update, action, item));
  for (const { path } of update.actions) assertWritable(item, path);
  const writes: Write[] = [];
  for (const [index, outcome] of outcomes.entries()) {
    if (outcome === 'missing') {
      throw validationError('The provided expression refers to an attribute that does not exist in the item');
    }
    const path = update.actions[index]?.path;
    if (path !== undefined && outcome !== 'unchanged') writes.push({ path, change: outcome });
  }
  const changed = write({ M: item }, writeTree(writes));
  return {
    item: 'M' in changed ? changed.M : item,
    touched: update.actions.map((action) => action.path),
  };
}

/** What happens at one path: a new value, or the end of what is there. */
type Change = { readonly value: AttributeValue } | 'remove';

interface Write {
  readonly path: DocumentPath;
  readonly change: Change;
}

function outcomeOf(update: Update, action: UpdateAction, item: Item): Change | 'unchanged' | 'missing' {
  switch (action.kind) {
    case 'remove':
      return 'remove';
    case 'set': {
      const value = evaluate(action.value, item);
      return value === undefined ? 'missing' : { value };
    }
    default: {
      const current = valueAt(item, action.path);
      if (action.kind === 'add') return { value: add(update, current, action.value) };
      return current === undefined ? 'unchanged' : remaining(update, current, action.value);
    }
  }
}

/** The value a SET action writes; undefined when it needs an attribute that the item does not have. */
function evaluate(value: UpdateValue, item: Item): AttributeValue | undefined {
  switch (value.kind) {
    case 'value':
      return value.value;
    case 'path':
      return valueAt(item, value.path);
    case 'if_not_exists':
      return valueAt(item, value.path) ?? evaluate(value.otherwise, item);
    case 'list_append': {
      const left = listIn(evaluate(value.left, item));
      const right = listIn(evaluate(value.right, item));
      return left === undefined || right === undefined ? undefined : { L: [...left, ...right] };
    }
    case 'arithmetic': {
      const left = numberIn(evaluate(value.left, item));
      const right = numberIn(evaluate(value.right, item));
      if (left === undefined || right === undefined) return undefined;
      return { N: value.operator === '+' ? addNumbers(left, right) : subtractNumbers(left, right) };
    }
  }
}

function listIn(value: AttributeValue | undefined): readonly AttributeValue[] | undefined {
  if (value === undefined) return undefined;
  if ('L' in value) return value.L;
  throw incorrectOperandType();
}

function numberIn(value: AttributeValue | undefined): string | undefined {
  if (value === undefined) return undefined;
  if ('N' in value) return value.N;
  throw incorrectOperandType();
}

function add(update: Update, current: AttributeValue | undefined, added: AttributeValue): AttributeValue {
  if (current === undefined) return added;
  if ('N' in current && 'N' in added) return { N: addNumbers(current.N, added.N) };
  if ('L' in current && 'L' in added) return { L: [...current.L, ...added.L] };
  const [members, more] = membersOfOneType(update, current, added);
  const known = new Set(members);
  return setOf(current, [...members, ...more.filter((member) => !known.has(member))]);
}

/** What is left of a set; a set without members is no value, so nothing is left of the attribute then. */
function remaining(update: Update, current: AttributeValue, taken: AttributeValue): Change {
  const [members, less] = membersOfOneType(update, current, taken);
  const gone = new Set(less);
  const left = members.filter((member) => !gone.has(member));
  return left.length === 0 ? 'remove' : { value: setOf(current, left) };
}

function membersOfOneType(
  update: Update,
  current: AttributeValue,
  other: AttributeValue,
): [readonly string[], readonly string[]] {
  const members = setMembers(current);
  const others = setMembers(other);
  if (members !== undefined && others !== undefined && attributeType(current) === attributeType(other)) {
    return [members, others];
  }
  throw update.form === 'AttributeUpdates'
    ? validationError('Type mismatch for attribute to update')
    : incorrectOperandType();
}

function setOf(like: AttributeValue, members: readonly string[]): AttributeValue {
  if ('SS' in like) return { SS: members };
  return 'NS' in like ? { NS: members } : { BS: members };
}

function parentOf(item: Item, path: DocumentPath): AttributeValue | undefined {
  const [first, ...rest] = path;
  return rest.length === 0 ? { M: item } : valueAt(item, [first, ...rest.slice(0, -1)]);
}

/** Refuses a path whose last step has nothing to stand in: a map for a name, a list for an index. */
function assertWritable(item: Item, path: DocumentPath): void {
  const parent = parentOf(item, path);
  if (parent !== undefined && (typeof path.at(-1) === 'number' ? 'L' in parent : 'M' in parent)) return;
  throw validationError('The document path provided in the update expression is invalid for update');
}

function incorrectOperandType(): Error {
  return validationError('An operand in the update expression has an incorrect data type');
}

/** The changes, by the steps of their paths. */
type WriteTree = Map<string | number, Change | WriteTree>;

function writeTree(writes: readonly Write[]): WriteTree {
  const root: WriteTree = new Map();
  for (const { path, change } of writes) {
    let level = root;
    for (const step of path.slice(0, -1)) {
      const known = level.get(step);
      const next: WriteTree = known instanceof Map ? known : new Map();
      level.set(step, next);
      level = next;
    }
    level.set(path[path.length - 1] ?? path[0], change);
  }
  return root;
}

function write(value: AttributeValue, tree: WriteTree): AttributeValue {
  if ('M' in value) return { M: writeMap(value.M, tree) };
  return 'L' in value ? { L: writeList(value.L, tree) } : value;
}

function writeMap(map: Item, tree: WriteTree): Item {
  const members = new Map(Object.entries(map));
  for (const [step, change] of tree) {
    const name = String(step);
    const current = members.get(name);
    if (change === 'remove') members.delete(name);
    else if (!(change instanceof Map)) members.set(name, change.value);
    else if (current !== undefined) members.set(name, write(current, change));
  }
  return Object.fromEntries(members);
}

/** Indexes mean the list as it was; elements behind its end are appended in the order of their indexes. */
function writeList(list: readonly AttributeValue[], tree: WriteTree): AttributeValue[] {
  const kept: (AttributeValue | undefined)[] = [...list];
  const changes = [...tree].sort(([one], [other]) => Number(one) - Number(other));
  for (const [step, change] of changes) {
    const index = Number(step);
    const current = list[index];
    if (change === 'remove') {
      if (current !== undefined) kept[index] = undefined;
    } else if (!(change instanceof Map)) {
      kept[Math.min(index, kept.length)] = change.value;
    } else if (current !== undefined) {
      kept[index] = write(current, change);
    }
  }
  return kept.filter((member) => member !== undefined);
}
