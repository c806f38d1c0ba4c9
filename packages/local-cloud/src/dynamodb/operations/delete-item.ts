import { attributeNames } from '../attribute-names.ts';
import { attributeMap } from '../attribute-shape.ts';
import { validateItem } from '../attribute-validation.ts';
import { attribute } from '../attribute-value.ts';
import { Consumption } from '../capacity.ts';
import { collectionMetrics } from '../collection-metrics.ts';
import { assertCondition } from '../conditional-check.ts';
import { findTable, type Operation, requireTable, tableReference } from '../engine.ts';
import { assertExpressionParameters, DELETE_ITEM_PARAMETERS } from '../expressions/expression-parameters.ts';
import { authorizeItems, parseAuthorized } from '../item-authorization.ts';
import { keyOfRequest } from '../item-key.ts';
import {
  conditionalOperator,
  expected,
  expressionNames,
  expressionValues,
  returnConsumedCapacity,
  returnItemCollectionMetrics,
  returnOnFailure,
  returnValues,
} from '../item-shapes.ts';
import { writeItem } from '../item-writer.ts';
import { jsonObject, jsonOf, operation } from '../operation.ts';
import { conditionOf } from '../request-expressions.ts';
import { optional, structure, text } from '../shape.ts';
import { tableName } from '../table-names.ts';
import { validationError } from '../validation-error.ts';

const input = structure({
  ReturnValues: optional(returnValues),
  TableName: tableName,
  ReturnConsumedCapacity: optional(returnConsumedCapacity),
  ReturnItemCollectionMetrics: optional(returnItemCollectionMetrics),
  Key: attributeMap,
  Expected: optional(expected),
  ConditionalOperator: optional(conditionalOperator),
  ConditionExpression: optional(text()),
  ExpressionAttributeNames: optional(expressionNames),
  ExpressionAttributeValues: optional(expressionValues),
  ReturnValuesOnConditionCheckFailure: optional(returnOnFailure),
});

export const deleteItem: Operation = operation('DeleteItem', input, async (engine, request, caller) => {
  const reference = tableReference(engine, request.TableName);
  const condition = parseAuthorized(
    () => {
      assertExpressionParameters(request, DELETE_ITEM_PARAMETERS);
      validateItem(request.Key);
      if (request.ReturnValues !== undefined && !['ALL_OLD', 'NONE'].includes(request.ReturnValues)) {
        throw validationError('ReturnValues can only be ALL_OLD or NONE');
      }
      return conditionOf(request);
    },
    (known) => {
      const keys = findTable(engine, reference)?.definition.keys;
      authorizeItems(engine, caller, {
        action: 'DeleteItem',
        table: reference,
        leadingKeys: keys && [attribute(request.Key, keys.partition.name)],
        attributes: attributeNames({ names: Object.keys(request.Key), condition: known }),
        returnValues: request.ReturnValues,
        returnConsumedCapacity: request.ReturnConsumedCapacity,
      });
    },
  );
  const table = requireTable(engine, reference);
  const key = keyOfRequest(table.definition, request.Key);
  const { before, indexChanges } = await writeItem(engine, table, key, (stored) => {
    assertCondition(condition, stored, request.ReturnValuesOnConditionCheckFailure);
    return undefined;
  });
  const consumption = new Consumption(request.TableName, engine.metrics);
  consumption.addWrite(before?.size ?? 0, indexChanges);
  return jsonObject({
    Attributes: request.ReturnValues === 'ALL_OLD' ? before?.text : undefined,
    ConsumedCapacity: jsonOf(consumption.describe(request.ReturnConsumedCapacity)),
    ItemCollectionMetrics: jsonOf(
      collectionMetrics(table.definition, request.Key, request.ReturnItemCollectionMetrics),
    ),
  });
});
