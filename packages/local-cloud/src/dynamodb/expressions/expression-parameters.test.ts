import { describe, expect, it } from 'vitest';
import {
  assertExpressionParameters,
  GET_ITEM_PARAMETERS,
  PUT_ITEM_PARAMETERS,
  QUERY_PARAMETERS,
  SCAN_PARAMETERS,
  UPDATE_ITEM_PARAMETERS,
} from './expression-parameters.ts';

const request = (...names: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(names.map((name) => [name, {}]));

const mixed = (legacy: string, expressions: string): string =>
  'Can not use both expression and non-expression parameters in the same request: ' +
  `Non-expression parameters: {${legacy}} Expression parameters: {${expressions}}`;

describe('assertExpressionParameters', () => {
  it.each([
    [PUT_ITEM_PARAMETERS, ['Expected', 'ConditionExpression'], mixed('Expected', 'ConditionExpression')],
    [
      UPDATE_ITEM_PARAMETERS,
      ['UpdateExpression', 'ConditionExpression', 'AttributeUpdates', 'Expected', 'ConditionalOperator'],
      mixed('AttributeUpdates, Expected, ConditionalOperator', 'UpdateExpression, ConditionExpression'),
    ],
    [
      SCAN_PARAMETERS,
      ['AttributesToGet', 'ScanFilter', 'ConditionalOperator', 'FilterExpression', 'ProjectionExpression'],
      mixed('AttributesToGet, ScanFilter, ConditionalOperator', 'ProjectionExpression, FilterExpression'),
    ],
    [
      QUERY_PARAMETERS,
      [
        'KeyConditions',
        'QueryFilter',
        'ConditionalOperator',
        'KeyConditionExpression',
        'FilterExpression',
        'ProjectionExpression',
      ],
      mixed(
        'QueryFilter, ConditionalOperator, KeyConditions',
        'ProjectionExpression, FilterExpression, KeyConditionExpression',
      ),
    ],
    [
      GET_ITEM_PARAMETERS,
      ['ExpressionAttributeNames'],
      'ExpressionAttributeNames can only be specified when using expressions',
    ],
    [
      PUT_ITEM_PARAMETERS,
      ['ExpressionAttributeValues'],
      'ExpressionAttributeValues can only be specified when using expressions: ConditionExpression is null',
    ],
    [
      UPDATE_ITEM_PARAMETERS,
      ['ExpressionAttributeValues'],
      'ExpressionAttributeValues can only be specified when using expressions: UpdateExpression and ConditionExpression are null',
    ],
    [
      QUERY_PARAMETERS,
      ['ExpressionAttributeValues', 'ProjectionExpression'],
      'ExpressionAttributeValues can only be specified when using expressions: FilterExpression and KeyConditionExpression are null',
    ],
  ])('refuses', (parameters, names, message) => {
    expect(() => assertExpressionParameters(request(...names), parameters)).toThrow(
      expect.objectContaining({ code: 'ValidationException', message }),
    );
  });

  it.each([
    [QUERY_PARAMETERS, ['KeyConditions', 'FilterExpression', 'ExpressionAttributeValues']],
    [QUERY_PARAMETERS, ['KeyConditions', 'QueryFilter', 'AttributesToGet']],
    [PUT_ITEM_PARAMETERS, ['Expected', 'ConditionalOperator']],
    [PUT_ITEM_PARAMETERS, ['ConditionExpression', 'ExpressionAttributeNames', 'ExpressionAttributeValues']],
    [GET_ITEM_PARAMETERS, ['ProjectionExpression', 'ExpressionAttributeNames']],
    [SCAN_PARAMETERS, []],
  ])('takes', (parameters, names) => {
    expect(() => assertExpressionParameters(request(...names), parameters)).not.toThrow();
  });
});
