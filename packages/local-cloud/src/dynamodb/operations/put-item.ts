import { attributeNames } from '../attribute-names.ts';
import { attributeMap } from '../attribute-shape.ts';
import { attribute } from '../attribute-value.ts';
import { Consumption } from '../capacity.ts';
import { collectionMetrics } from '../collection-metrics.ts';
import { assertCondition } from '../conditional-check.ts';
import { findTable, type Operation, requireTable, tableReference } from '../engine.ts';
import { assertExpressionParameters, PUT_ITEM_PARAMETERS } from '../expressions/expression-parameters.ts';
import { authorizeItems, parseAuthorized } from '../item-authorization.ts';
import { keyOfItem } from '../item-key.ts';
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
import { itemToPut } from '../item-writes.ts';
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
  Item: attributeMap,
  Expected: optional(expected),
  ConditionalOperator: optional(conditionalOperator),
  ConditionExpression: optional(text()),
  ExpressionAttributeNames: optional(expressionNames),
  ExpressionAttributeValues: optional(expressionValues),
  ReturnValuesOnConditionCheckFailure: optional(returnOnFailure),
});

export const putItem: Operation = operation('PutItem', input, async (engine, request, caller) => {
  const reference = tableReference(engine, request.TableName);
  const parsed = parseAuthorized(
    () => {
      assertExpressionParameters(request, PUT_ITEM_PARAMETERS);
      const after = itemToPut(request.Item);
      if (request.ReturnValues !== undefined && !['ALL_OLD', 'NONE'].includes(request.ReturnValues)) {
        throw validationError('ReturnValues can only be ALL_OLD or NONE');
      }
      return { after, condition: conditionOf(request) };
    },
    (known) => {
      const keys = findTable(engine, reference)?.definition.keys;
      authorizeItems(engine, caller, {
        action: 'PutItem',
        table: reference,
        leadingKeys: keys && [attribute(request.Item, keys.partition.name)],
        attributes: attributeNames({ names: Object.keys(request.Item), condition: known?.condition }),
        returnValues: request.ReturnValues,
        returnConsumedCapacity: request.ReturnConsumedCapacity,
      });
    },
  );
  const table = requireTable(engine, reference);
  const key = keyOfItem(table.definition, request.Item);
  const { before, after, indexChanges } = await writeItem(engine, table, key, (stored) => {
    assertCondition(parsed.condition, stored, request.ReturnValuesOnConditionCheckFailure);
    return parsed.after;
  });
  const consumption = new Consumption(request.TableName, engine.metrics);
  consumption.addWrite(Math.max(before?.size ?? 0, after?.size ?? 0), indexChanges);
  return jsonObject({
    Attributes: request.ReturnValues === 'ALL_OLD' ? before?.text : undefined,
    ConsumedCapacity: jsonOf(consumption.describe(request.ReturnConsumedCapacity)),
    ItemCollectionMetrics: jsonOf(
      collectionMetrics(table.definition, request.Item, request.ReturnItemCollectionMetrics),
    ),
  });
});
