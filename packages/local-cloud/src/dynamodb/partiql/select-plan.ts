import { type AttributeValue, attributeType, equalValues } from '../attribute-value.ts';
import { compareValues } from '../expressions/compare-values.ts';
import type { Condition } from '../expressions/condition.ts';
import type { KeyCondition, KeyOperator, SortCondition } from '../expressions/key-condition.ts';
import { type KeyAttribute, type KeySchema, keyAttributes, sortAttributes } from '../table-definition.ts';
import { validationError } from '../validation-error.ts';
import { conjunction, conjuncts } from './conjuncts.ts';
import { equalValue, isAttribute, possibleValues } from './primary-key.ts';
import type { SelectStatement } from './statement.ts';

const MAX_READS = 50;

/** How a SELECT is read: partition by partition, or all of the table or the index. */
export interface SelectPlan {
  /** One partition each, in the order in which they are read; undefined for a scan. */
  readonly partitions: readonly KeyCondition[] | undefined;
  /** What the key conditions leave over. */
  readonly filter: Condition | undefined;
  readonly reverse: boolean;
}

/** Throws AwsError ValidationException for keys of another type and for an order that no key gives. */
export function planSelect({ where, order }: SelectStatement, keys: KeySchema): SelectPlan {
  const conditions = conjuncts(where);
  const { partition, sort, morePartition = [] } = keys;
  const named = conditions.find((each) => possibleValues(each, partition.name) !== undefined);
  const more = morePartition.flatMap((attribute) => {
    const condition = conditions.find((each) => equalValue(each, attribute.name) !== undefined);
    const value = condition && equalValue(condition, attribute.name);
    return value === undefined ? [] : [{ attribute, condition, value }];
  });
  const keyed = named !== undefined && more.length === morePartition.length;
  assertOrder(order, keys, keyed);
  if (!keyed) return { partitions: undefined, filter: where, reverse: false };
  const values = possibleValues(named, partition.name) ?? [];
  assertPartitions(values, partition);
  for (const { attribute, value } of more) assertKeyType(attribute, value);
  const others = conditions.filter(
    (each) => each !== named && !more.some(({ condition }) => condition === each),
  );
  const onSort = sortConditions(others, keys);
  const direction = order.find(({ attribute }) => attribute === sort?.name) ?? order[0];
  return {
    partitions: ordered(values, partition.name, order).map((partitionValue) => ({
      partitionValue,
      ...(more.length > 0 && { morePartitionValues: more.map(({ value }) => value) }),
      ...(onSort.clause && { sort: onSort.clause }),
    })),
    filter: conjunction(others.filter((each) => !onSort.conditions.includes(each))),
    reverse: direction?.descending === true,
  };
}

/** The clause on the sort key's attributes, as far as one follows the other, and the conditions it is made of. */
function sortConditions(
  others: readonly Condition[],
  keys: KeySchema,
): { readonly clause: SortCondition | undefined; readonly conditions: readonly Condition[] } {
  const conditions: Condition[] = [];
  const after: AttributeValue[] = [];
  let clause: SortCondition | undefined;
  for (const attribute of sortAttributes(keys)) {
    const condition = others.find((each) => sortClause(each, attribute) !== undefined);
    const found = condition && sortClause(condition, attribute);
    if (condition === undefined || found === undefined) break;
    conditions.push(condition);
    clause = { ...found, ...(after.length > 0 && { after: [...after] }) };
    const [value] = found.values;
    if (found.operator !== '=' || value === undefined) break;
    after.push(value);
  }
  return { clause, conditions };
}

function assertPartitions(values: readonly AttributeValue[], partition: KeyAttribute): void {
  if (values.length > MAX_READS) {
    throw validationError('Too many decomposed read operations for a given query.');
  }
  for (const [at, value] of values.entries()) {
    assertKeyType(partition, value);
    if (values.slice(0, at).some((before) => equalValues(before, value))) {
      throw validationError('Overlapping conditions with range keys are not supported in where clause');
    }
  }
}

function assertOrder(order: SelectStatement['order'], keys: KeySchema, keyed: boolean): void {
  if (order.length === 0) return;
  if (!keyed) {
    throw validationError(
      'Must have at least one non-optional hash key condition in WHERE clause when using ORDER BY clause.',
    );
  }
  const names = keyAttributes(keys).map(({ name }) => name);
  const stranger = order.find(({ attribute }) => !names.includes(attribute));
  if (stranger === undefined) return;
  throw validationError(
    `Variable reference ${stranger.attribute} in ORDER BY clause must be part of the primary key`,
  );
}

/** The partitions in the order that is asked for, as given when none is. */
function ordered(
  values: readonly AttributeValue[],
  name: string,
  order: SelectStatement['order'],
): readonly AttributeValue[] {
  if (values.length < 2 || order.length === 0) return values;
  const asked = order.find(({ attribute }) => attribute === name);
  if (asked === undefined) {
    throw validationError(
      'Must have hash key in ORDER BY clause when more than one hash key condition specified in WHERE clause.',
    );
  }
  const sorted = [...values].sort((one, other) => compareValues(one, other) ?? 0);
  return asked.descending ? sorted.reverse() : sorted;
}

const MIRRORED = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' } as const;

/** The condition on the sort key, where it is one that a range of keys can meet. */
function sortClause(condition: Condition, sort: KeyAttribute): SortCondition | undefined {
  const clause = (operator: KeyOperator, ...values: AttributeValue[]): SortCondition => {
    for (const value of values) assertKeyType(sort, value);
    return { operator, values };
  };
  const equal = equalValue(condition, sort.name);
  if (equal !== undefined) return clause('=', equal);
  switch (condition.kind) {
    case 'comparison': {
      const { operator, left, right } = condition;
      if (operator === '=' || operator === '<>') return undefined;
      if (isAttribute(left, sort.name) && right.kind === 'value') return clause(operator, right.value);
      return isAttribute(right, sort.name) && left.kind === 'value'
        ? clause(MIRRORED[operator], left.value)
        : undefined;
    }
    case 'between': {
      const { operand, lower, upper } = condition;
      return isAttribute(operand, sort.name) && lower.kind === 'value' && upper.kind === 'value'
        ? clause('BETWEEN', lower.value, upper.value)
        : undefined;
    }
    case 'begins_with':
      return isAttribute(condition.subject, sort.name) && condition.part.kind === 'value'
        ? clause('begins_with', condition.part.value)
        : undefined;
    default:
      return undefined;
  }
}

function assertKeyType({ name, type }: KeyAttribute, value: AttributeValue): void {
  if (attributeType(value) === type) return;
  throw validationError(
    `Key attribute's data type should match its data type in table's schema: Key ${name}`,
  );
}
