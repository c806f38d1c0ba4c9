import { attributeNames } from '../attribute-names.ts';
import { attributeMap } from '../attribute-shape.ts';
import { validateItem } from '../attribute-validation.ts';
import { attribute } from '../attribute-value.ts';
import { Consumption, readUnits } from '../capacity.ts';
import { findTable, type Operation, requireTable, tableReference } from '../engine.ts';
import { assertExpressionParameters, GET_ITEM_PARAMETERS } from '../expressions/expression-parameters.ts';
import { assertScalarPaths } from '../expressions/key-attribute-rules.ts';
import { authorizeItems, parseAuthorized } from '../item-authorization.ts';
import { keyOfRequest } from '../item-key.ts';
import { attributesToGet, expressionNames, returnConsumedCapacity } from '../item-shapes.ts';
import { readItem } from '../item-writer.ts';
import { jsonObject, jsonOf, operation } from '../operation.ts';
import { projectedText } from '../projected-text.ts';
import { checkAttributesToGet, projectionOf, substitutionsOf } from '../request-expressions.ts';
import { flag, optional, structure, text } from '../shape.ts';
import { tableName } from '../table-names.ts';

const input = structure({
  ReturnConsumedCapacity: optional(returnConsumedCapacity),
  TableName: tableName,
  AttributesToGet: optional(attributesToGet),
  Key: attributeMap,
  ConsistentRead: optional(flag()),
  ProjectionExpression: optional(text()),
  ExpressionAttributeNames: optional(expressionNames),
});

export const getItem: Operation = operation('GetItem', input, (engine, request, caller) => {
  const reference = tableReference(engine, request.TableName);
  const projection = parseAuthorized(
    () => {
      assertExpressionParameters(request, GET_ITEM_PARAMETERS);
      validateItem(request.Key);
      checkAttributesToGet(request.AttributesToGet);
      const substitutions = substitutionsOf(request);
      const parsed = projectionOf(request, substitutions);
      substitutions.assertAllUsed();
      return parsed;
    },
    (known) => {
      const keys = findTable(engine, reference)?.definition.keys;
      authorizeItems(engine, caller, {
        action: 'GetItem',
        table: reference,
        leadingKeys: keys && [attribute(request.Key, keys.partition.name)],
        attributes: known && attributeNames({ names: Object.keys(request.Key), projection: known }),
        select: known ? 'SPECIFIC_ATTRIBUTES' : 'ALL_ATTRIBUTES',
        returnConsumedCapacity: request.ReturnConsumedCapacity,
      });
    },
  );
  const table = requireTable(engine, reference);
  const key = keyOfRequest(table.definition, request.Key);
  assertScalarPaths(projection?.paths ?? [], table.definition);
  const stored = readItem(engine, key);
  const consumption = new Consumption(request.TableName, engine.metrics);
  consumption.addRead(readUnits(stored?.size ?? 0, request.ConsistentRead ? 'consistent' : 'eventual'));
  return jsonObject({
    ConsumedCapacity: jsonOf(consumption.describe(request.ReturnConsumedCapacity)),
    Item: stored && projectedText(projection, stored),
  });
});
