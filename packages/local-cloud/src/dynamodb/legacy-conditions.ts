import { validateAttributeValue } from './attribute-validation.ts';
import { type AttributeValue, attributeType } from './attribute-value.ts';
import { compareValues } from './expressions/compare-values.ts';
import type { Condition, Operand } from './expressions/condition.ts';
import type { KeyClause, KeyOperator } from './expressions/key-condition.ts';
import type {
  ComparisonOperator,
  ConditionalOperator,
  Expected,
  ExpectedAttribute,
  LegacyConditions,
} from './item-shapes.ts';
import { invalidParameter, validationError } from './validation-error.ts';

/*
 * The older ways to say a condition, turned into the conditions that expressions make.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LegacyConditionalParameters.html
 */

/** The condition that QueryFilter or ScanFilter makes; undefined for none. Throws AwsError ValidationException. */
export function filterCondition(
  conditions: LegacyConditions | undefined,
  operator: ConditionalOperator | undefined,
): Condition | undefined {
  checkOperator(operator, conditions);
  if (conditions === undefined) return undefined;
  checkConditions(conditions);
  return joined(
    Object.entries(conditions).map(([name, { ComparisonOperator, AttributeValueList }]) =>
      comparison(name, ComparisonOperator, AttributeValueList ?? []),
    ),
    operator,
  );
}

/** The clauses that KeyConditions makes. Throws AwsError ValidationException. */
export function keyClauses(conditions: LegacyConditions): KeyClause[] {
  checkConditions(conditions);
  return Object.entries(conditions).map(([name, { ComparisonOperator, AttributeValueList }]) => {
    const operator = KEY_OPERATORS[ComparisonOperator];
    if (operator === undefined) {
      throw validationError('Attempted conditional constraint is not an indexable operation');
    }
    return { attribute: name, operator, values: AttributeValueList ?? [] };
  });
}

/** The condition that Expected makes; undefined for none. Throws AwsError ValidationException. */
export function expectedCondition(
  expected: Expected | undefined,
  operator: ConditionalOperator | undefined,
): Condition | undefined {
  checkOperator(operator, expected);
  if (expected === undefined) return undefined;
  return joined(
    Object.entries(expected).map(([name, attribute]) => expectation(name, attribute)),
    operator,
  );
}

function checkOperator(operator: ConditionalOperator | undefined, conditions: object | undefined): void {
  if (operator === undefined) return;
  const count = Object.keys(conditions ?? {}).length;
  if (count === 0) throw validationError('ConditionalOperator cannot be used without Filter or Expected');
  if (count === 1) {
    throw validationError(
      'ConditionalOperator can only be used when Filter or Expected has two or more elements',
    );
  }
}

const KEY_OPERATORS: Readonly<Partial<Record<ComparisonOperator, KeyOperator>>> = {
  EQ: '=',
  LT: '<',
  LE: '<=',
  GT: '>',
  GE: '>=',
  BETWEEN: 'BETWEEN',
  BEGINS_WITH: 'begins_with',
};

/** How many values an operator takes; IN takes any number above zero. */
const VALUE_COUNTS: Readonly<Record<ComparisonOperator, number>> = {
  NULL: 0,
  NOT_NULL: 0,
  EQ: 1,
  NE: 1,
  LE: 1,
  LT: 1,
  GE: 1,
  GT: 1,
  CONTAINS: 1,
  NOT_CONTAINS: 1,
  BEGINS_WITH: 1,
  IN: Number.NaN,
  BETWEEN: 2,
};

const SCALARS: readonly string[] = ['S', 'N', 'B'];
/** The types whose values an operator takes; the others take all. */
const VALUE_TYPES: Readonly<Partial<Record<ComparisonOperator, readonly string[]>>> = {
  LE: SCALARS,
  LT: SCALARS,
  GE: SCALARS,
  GT: SCALARS,
  CONTAINS: SCALARS,
  NOT_CONTAINS: SCALARS,
  BEGINS_WITH: ['S', 'B'],
  IN: SCALARS,
  BETWEEN: SCALARS,
};

function checkConditions(conditions: LegacyConditions): void {
  for (const { ComparisonOperator, AttributeValueList } of Object.values(conditions)) {
    checkValues(ComparisonOperator, AttributeValueList ?? []);
  }
}

function checkValues(operator: ComparisonOperator, values: readonly AttributeValue[]): void {
  for (const value of values) validateAttributeValue(value);
  const count = VALUE_COUNTS[operator];
  if (Number.isNaN(count) ? values.length === 0 : values.length !== count) {
    throw invalidParameter(`Invalid number of argument(s) for the ${operator} ComparisonOperator`);
  }
  const [first, second] = values;
  if (first === undefined) return;
  const type = attributeType(first);
  if (values.some((value) => attributeType(value) !== type)) {
    throw invalidParameter('AttributeValues inside AttributeValueList must be of same type');
  }
  const allowed = VALUE_TYPES[operator];
  if (allowed !== undefined && !allowed.includes(type)) {
    throw invalidParameter(`ComparisonOperator ${operator} is not valid for ${type} AttributeValue type`);
  }
  if (operator === 'BETWEEN' && second !== undefined && (compareValues(first, second) ?? 0) > 0) {
    throw validationError(
      'The BETWEEN condition was provided a range where the lower bound is greater than the upper bound',
    );
  }
}

function expectation(name: string, attribute: ExpectedAttribute): Condition {
  const { AttributeValueList, ComparisonOperator, Exists, Value } = attribute;
  if (AttributeValueList !== undefined && Value !== undefined) {
    throw invalidParameter(`Value and AttributeValueList cannot be used together for Attribute: ${name}`);
  }
  if (ComparisonOperator !== undefined) {
    if (Exists !== undefined) {
      throw invalidParameter(`Exists and ComparisonOperator cannot be used together for Attribute: ${name}`);
    }
    const values = AttributeValueList ?? (Value === undefined ? undefined : [Value]);
    if (values === undefined && VALUE_COUNTS[ComparisonOperator] !== 0) {
      throw invalidParameter(
        `Value or AttributeValueList must be used with ComparisonOperator: ${ComparisonOperator} ` +
          `for Attribute: ${name}`,
      );
    }
    checkValues(ComparisonOperator, values ?? []);
    return comparison(name, ComparisonOperator, values ?? []);
  }
  if (AttributeValueList !== undefined) {
    throw invalidParameter(
      `AttributeValueList can only be used with a ComparisonOperator for Attribute: ${name}`,
    );
  }
  if (Exists === false) {
    if (Value === undefined) return { kind: 'attribute_not_exists', path: [name] };
    throw invalidParameter(`Value cannot be used when Exists is false for Attribute: ${name}`);
  }
  if (Value === undefined) {
    throw invalidParameter(
      `Value must be provided when Exists is ${Exists === undefined ? 'null' : 'true'} for Attribute: ${name}`,
    );
  }
  validateAttributeValue(Value);
  return comparison(name, 'EQ', [Value]);
}

const COMPARATORS = { EQ: '=', NE: '<>', LE: '<=', LT: '<', GE: '>=', GT: '>' } as const;

/** The number of values was checked. */
function comparison(
  name: string,
  operator: ComparisonOperator,
  values: readonly AttributeValue[],
): Condition {
  const attribute: Operand = { kind: 'path', path: [name] };
  const [first, second] = values.map((value): Operand => ({ kind: 'value', value }));
  switch (operator) {
    case 'NULL':
      return { kind: 'attribute_not_exists', path: [name] };
    case 'NOT_NULL':
      return { kind: 'attribute_exists', path: [name] };
    case 'IN':
      return {
        kind: 'in',
        operand: attribute,
        candidates: values.map((value): Operand => ({ kind: 'value', value })),
      };
    default:
  }
  if (first === undefined) throw validationError(`${operator} needs a value`);
  switch (operator) {
    case 'CONTAINS':
      return { kind: 'contains', subject: attribute, part: first };
    case 'NOT_CONTAINS':
      return { kind: 'not', condition: { kind: 'contains', subject: attribute, part: first } };
    case 'BEGINS_WITH':
      return { kind: 'begins_with', subject: attribute, part: first };
    case 'BETWEEN':
      return { kind: 'between', operand: attribute, lower: first, upper: second ?? first };
    default:
      return { kind: 'comparison', operator: COMPARATORS[operator], left: attribute, right: first };
  }
}

function joined(
  conditions: readonly Condition[],
  operator: ConditionalOperator = 'AND',
): Condition | undefined {
  if (conditions.length === 0) return undefined;
  return conditions.reduce((left, right) => ({ kind: operator === 'AND' ? 'and' : 'or', left, right }));
}
