import { type AttributeValue, attributeType } from '../attribute-value.ts';
import {
  type KeyAttribute,
  type KeySchema,
  partitionAttributes,
  sortAttributes,
} from '../table-definition.ts';
import { invalidParameter, validationError } from '../validation-error.ts';
import {
  type Between,
  type Comparison,
  type Condition,
  type In,
  type Operand,
  type PartOf,
  type Predicate,
  predicateOperands,
} from './condition.ts';
import { invalidExpression } from './expression-error.ts';
import { parseCondition } from './parse-condition.ts';
import type { Substitutions } from './substitutions.ts';

const KIND = 'KeyConditionExpression';

export type KeyOperator = '=' | '<' | '<=' | '>' | '>=' | 'BETWEEN' | 'begins_with';

/** A condition on one attribute: two values for BETWEEN, one for the others. */
export interface KeyClause {
  readonly attribute: string;
  readonly operator: KeyOperator;
  readonly values: readonly AttributeValue[];
}

export interface KeyCondition {
  readonly partitionValue: AttributeValue;
  /** The values of the attributes behind the first, in a partition key that has several. */
  readonly morePartitionValues?: readonly AttributeValue[];
  /** The condition on the sort key, or on the last of its attributes that has one. */
  readonly sort?: SortCondition;
}

export interface SortCondition extends Pick<KeyClause, 'operator' | 'values'> {
  /** What the attributes before that one are equal to, in a sort key that has several. */
  readonly after?: readonly AttributeValue[];
}

/**
 * The clauses of a key condition, each on another attribute. What needs the table's key is checked by
 * `bindKeyCondition`, since DynamoDB looks for the table in between.
 * Throws AwsError ValidationException.
 */
export function parseKeyCondition(text: string, substitutions: Substitutions): KeyClause[] {
  const clauses = new Map<string, KeyClause>();
  collectClauses(parseCondition(KIND, text, substitutions), clauses);
  return [...clauses.values()];
}

/**
 * The condition that the clauses make on the key of a table or an index. A partition key of several
 * attributes needs all of them; of a sort key of several, those from the first on, up to any.
 * Throws AwsError ValidationException for clauses on other attributes, for one that is not compared with `=`
 * though another follows it in the key or it is part of the partition key, and for values of another type.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.DesignPattern.MultiAttributeKeys.html
 */
export function bindKeyCondition(clauses: readonly KeyClause[], keys: KeySchema): KeyCondition {
  const partitions = partitionAttributes(keys);
  const sorts = sortAttributes(keys);
  const keyLength = partitions.length + sorts.length;
  if (clauses.length > keyLength) {
    throw validationError(
      `The number of query conditions (${clauses.length}) exceeds ` +
        `the number of key attributes defined in the schema (${keyLength})`,
    );
  }
  const onPartition = partitions.map((attribute) => clauseFor(clauses, attribute));
  const onSort = sorts
    .slice(0, clauses.length - partitions.length)
    .map((attribute) => clauseFor(clauses, attribute));
  const last = onSort.at(-1);
  const [partitionValue, ...morePartitionValues] = equalTo(onPartition);
  const after = equalTo(onSort.slice(0, -1));
  if (partitionValue === undefined) throw notSupported();
  return {
    partitionValue,
    ...(morePartitionValues.length > 0 && { morePartitionValues }),
    ...(last && {
      sort: { operator: last.operator, values: last.values, ...(after.length > 0 && { after }) },
    }),
  };
}

function equalTo(clauses: readonly KeyClause[]): AttributeValue[] {
  return clauses.map(({ operator, values: [value] }) => {
    if (operator !== '=' || value === undefined) throw notSupported();
    return value;
  });
}

function notSupported(): Error {
  return validationError('Query key condition not supported');
}

function clauseFor(clauses: readonly KeyClause[], attribute: KeyAttribute): KeyClause {
  const clause = clauses.find((candidate) => candidate.attribute === attribute.name);
  if (clause === undefined) {
    throw validationError(`Query condition missed key schema element: ${attribute.name}`);
  }
  for (const value of clause.values) {
    if (attributeType(value) !== attribute.type) {
      throw invalidParameter('Condition parameter type does not match schema type');
    }
    assertNotEmpty(attribute.name, value);
  }
  return clause;
}

function assertNotEmpty(name: string, value: AttributeValue): void {
  const empty =
    'S' in value && value.S === '' ? 'string' : 'B' in value && value.B === '' ? 'binary' : undefined;
  if (empty === undefined) return;
  throw validationError(
    'One or more parameter values are not valid. ' +
      `The AttributeValue for a key attribute cannot contain an empty ${empty} value. Key: ${name}`,
  );
}

function collectClauses(condition: Condition, clauses: Map<string, KeyClause>): void {
  switch (condition.kind) {
    case 'and':
      collectClauses(condition.left, clauses);
      collectClauses(condition.right, clauses);
      return;
    case 'or':
    case 'not':
      throw invalidOperator(condition.kind.toUpperCase());
    default: {
      const clause = clauseOf(condition);
      if (clauses.has(clause.attribute)) {
        throw invalidKeyCondition('KeyConditionExpressions must only contain one condition per key');
      }
      clauses.set(clause.attribute, clause);
    }
  }
}

function clauseOf(predicate: Predicate): KeyClause {
  switch (predicate.kind) {
    case 'comparison': {
      if (predicate.operator === '<>') throw invalidOperator(predicate.operator);
      const clause = clauseOn(predicate, predicate.operator);
      return predicate.left.kind === 'path' ? clause : { ...clause, operator: MIRRORED[predicate.operator] };
    }
    case 'between':
      assertKeyFirst('BETWEEN', predicate.operand);
      return clauseOn(predicate, 'BETWEEN');
    case 'begins_with':
      assertKeyFirst('begins_with', predicate.subject);
      return clauseOn(predicate, 'begins_with');
    case 'in':
      throw invalidOperator('IN');
    default:
      throw invalidOperator(predicate.kind);
  }
}

/** `:v < key` is `key > :v`. */
const MIRRORED: Readonly<Record<'=' | '<' | '<=' | '>' | '>=', KeyOperator>> = {
  '=': '=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};

function clauseOn(predicate: Comparison | Between | In | PartOf, operator: KeyOperator): KeyClause {
  let attribute: string | undefined;
  const values: AttributeValue[] = [];
  for (const operand of predicateOperands(predicate)) {
    if (operand.kind === 'size') {
      throw invalidKeyCondition('KeyConditionExpressions cannot contain nested operations');
    }
    if (operand.kind === 'value') {
      values.push(operand.value);
      continue;
    }
    if (attribute !== undefined) throw invalidClause('Multiple attribute names used in one condition');
    if (operand.path.length > 1) {
      throw invalidKeyCondition('KeyConditionExpressions cannot have conditions on nested attributes');
    }
    [attribute] = operand.path;
  }
  if (attribute === undefined) throw invalidClause('No key attribute specified');
  return { attribute, operator, values };
}

function assertKeyFirst(operator: string, first: Operand): void {
  if (first.kind === 'path') return;
  throw invalidClause(`${operator} operator must have the key attribute as its first operand`);
}

function invalidOperator(operator: string): Error {
  return invalidKeyCondition(`Invalid operator used in KeyConditionExpression: ${operator}`);
}

function invalidClause(problem: string): Error {
  return invalidKeyCondition(`Invalid condition in KeyConditionExpression: ${problem}`);
}

function invalidKeyCondition(message: string): Error {
  return invalidExpression(KIND, message);
}
