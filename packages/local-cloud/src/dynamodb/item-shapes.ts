import { attributeValue } from './attribute-shape.ts';
import type { AttributeValue } from './attribute-value.ts';
import type { ReturnConsumedCapacity } from './capacity.ts';
import { flag, list, mapOf, oneOf, optional, type Shape, structure, text } from './shape.ts';

/* The members that the operations on items have in common. */

export type ReturnValues = 'ALL_NEW' | 'UPDATED_OLD' | 'ALL_OLD' | 'NONE' | 'UPDATED_NEW';
export const returnValues: Shape<ReturnValues> = oneOf([
  'ALL_NEW',
  'UPDATED_OLD',
  'ALL_OLD',
  'NONE',
  'UPDATED_NEW',
]);

export const returnConsumedCapacity: Shape<ReturnConsumedCapacity> = oneOf(['INDEXES', 'TOTAL', 'NONE']);

export type ReturnItemCollectionMetrics = 'SIZE' | 'NONE';
export const returnItemCollectionMetrics: Shape<ReturnItemCollectionMetrics> = oneOf(['SIZE', 'NONE']);

export type ReturnOnFailure = 'ALL_OLD' | 'NONE';
export const returnOnFailure: Shape<ReturnOnFailure> = oneOf(['ALL_OLD', 'NONE']);

export type Names = Readonly<Record<string, string>>;
export const expressionNames: Shape<Names> = mapOf(text(), { type: 'java.lang.String' });

export type Values = Readonly<Record<string, AttributeValue>>;
export const expressionValues: Shape<Values> = mapOf(attributeValue, {
  type: 'com.amazonaws.dynamodb.v20120810.AttributeValue',
});

export type ConditionalOperator = 'OR' | 'AND';
export const conditionalOperator: Shape<ConditionalOperator> = oneOf(['OR', 'AND']);

export const attributesToGet: Shape<readonly string[]> = list(text({ max: 65535 }), { min: 1, max: 255 });

export type ComparisonOperator =
  | 'IN'
  | 'NULL'
  | 'BETWEEN'
  | 'LT'
  | 'NOT_CONTAINS'
  | 'EQ'
  | 'GT'
  | 'NOT_NULL'
  | 'NE'
  | 'LE'
  | 'BEGINS_WITH'
  | 'GE'
  | 'CONTAINS';
const comparisonOperator: Shape<ComparisonOperator> = oneOf([
  'IN',
  'NULL',
  'BETWEEN',
  'LT',
  'NOT_CONTAINS',
  'EQ',
  'GT',
  'NOT_NULL',
  'NE',
  'LE',
  'BEGINS_WITH',
  'GE',
  'CONTAINS',
]);

/** A condition on one attribute in the older way: of KeyConditions, QueryFilter and ScanFilter. */
export interface LegacyCondition {
  readonly ComparisonOperator: ComparisonOperator;
  readonly AttributeValueList?: readonly AttributeValue[];
}
export type LegacyConditions = Readonly<Record<string, LegacyCondition>>;
export const legacyConditions: Shape<LegacyConditions> = mapOf(
  structure({
    AttributeValueList: optional(list(attributeValue)),
    ComparisonOperator: comparisonOperator,
  }),
  { type: 'com.amazonaws.dynamodb.v20120810.Condition' },
);

/** What an attribute is expected to be before a write, in the older way. */
export interface ExpectedAttribute {
  readonly Value?: AttributeValue;
  readonly Exists?: boolean;
  readonly ComparisonOperator?: ComparisonOperator;
  readonly AttributeValueList?: readonly AttributeValue[];
}
export type Expected = Readonly<Record<string, ExpectedAttribute>>;
export const expected: Shape<Expected> = mapOf(
  structure({
    AttributeValueList: optional(list(attributeValue)),
    ComparisonOperator: optional(comparisonOperator),
    Exists: optional(flag()),
    Value: optional(attributeValue),
  }),
  { type: 'com.amazonaws.dynamodb.v20120810.ExpectedAttributeValue' },
);

/** A change of one attribute in the older way. */
export interface AttributeUpdate {
  readonly Action?: 'ADD' | 'PUT' | 'DELETE';
  readonly Value?: AttributeValue;
}
export type AttributeUpdates = Readonly<Record<string, AttributeUpdate>>;
export const attributeUpdates: Shape<AttributeUpdates> = mapOf(
  structure({ Action: optional(oneOf(['ADD', 'PUT', 'DELETE'])), Value: optional(attributeValue) }),
  { type: 'com.amazonaws.dynamodb.v20120810.AttributeValueUpdate' },
);
