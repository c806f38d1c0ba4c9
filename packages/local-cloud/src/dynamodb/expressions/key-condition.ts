import { type AttributeValue, attributeType } from '../attribute-value.ts';
import type { KeyAttribute, KeySchema } from '../table-definition.ts';
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
  readonly sort?: Pick<KeyClause, 'operator' | 'values'>;
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
 * The condition that the clauses make on the key of a table or an index.
 * Throws AwsError ValidationException for clauses on other attributes, for a partition key that is not
 * compared with `=`, and for values of another type.
 */
export function bindKeyCondition(clauses: readonly KeyClause[], keys: KeySchema): KeyCondition {
  const keyLength = keys.sort === undefined ? 1 : 2;
  if (clauses.length > keyLength) {
    throw validationError(
      `The number of query conditions (${clauses.length}) exceeds ` +
        `the number of key attributes defined in the schema (${keyLength})`,
    );
  }
  const partition = clauseFor(clauses, keys.partition);
  const sort = keys.sort === undefined || clauses.length === 1 ? undefined : clauseFor(clauses, keys.sort);
  const [partitionValue] = partition.values;
  if (partition.operator !== '=' || partitionValue === undefined) {
    throw validationError('Query key condition not supported');
  }
  return sort === undefined
    ? { partitionValue }
    : { partitionValue, sort: { operator: sort.operator, values: sort.values } };
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
