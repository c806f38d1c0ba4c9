import { attributeNames } from '../attribute-names.ts';
import { attributeMap } from '../attribute-shape.ts';
import { validateItem } from '../attribute-validation.ts';
import { attribute, type Item } from '../attribute-value.ts';
import { Consumption } from '../capacity.ts';
import { collectionMetrics } from '../collection-metrics.ts';
import { assertCondition } from '../conditional-check.ts';
import { findTable, type Operation, requireTable, tableReference } from '../engine.ts';
import type { DocumentPath } from '../expressions/document-path.ts';
import { assertExpressionParameters, UPDATE_ITEM_PARAMETERS } from '../expressions/expression-parameters.ts';
import { applyProjection } from '../expressions/projection.ts';
import { authorizeItems, parseAuthorized } from '../item-authorization.ts';
import { keyOfRequest } from '../item-key.ts';
import {
  attributeUpdates,
  conditionalOperator,
  expected,
  expressionNames,
  expressionValues,
  type ReturnValues,
  returnConsumedCapacity,
  returnItemCollectionMetrics,
  returnOnFailure,
  returnValues,
} from '../item-shapes.ts';
import { writeItem } from '../item-writer.ts';
import { checkUpdate, parseUpdateRequest, updateItem as updated } from '../item-writes.ts';
import { jsonObject, jsonOf, operation } from '../operation.ts';
import { optional, structure, text } from '../shape.ts';
import type { StoredItem } from '../stored-item.ts';
import { tableName } from '../table-names.ts';

const input = structure({
  ReturnConsumedCapacity: optional(returnConsumedCapacity),
  TableName: tableName,
  ReturnItemCollectionMetrics: optional(returnItemCollectionMetrics),
  ReturnValues: optional(returnValues),
  Key: attributeMap,
  AttributeUpdates: optional(attributeUpdates),
  Expected: optional(expected),
  ConditionalOperator: optional(conditionalOperator),
  UpdateExpression: optional(text()),
  ConditionExpression: optional(text()),
  ExpressionAttributeNames: optional(expressionNames),
  ExpressionAttributeValues: optional(expressionValues),
  ReturnValuesOnConditionCheckFailure: optional(returnOnFailure),
});

export const updateItem: Operation = operation('UpdateItem', input, async (engine, request, caller) => {
  const reference = tableReference(engine, request.TableName);
  const parsed = parseAuthorized(
    () => {
      assertExpressionParameters(request, UPDATE_ITEM_PARAMETERS);
      validateItem(request.Key);
      return parseUpdateRequest(request);
    },
    (known) => {
      const keys = findTable(engine, reference)?.definition.keys;
      authorizeItems(engine, caller, {
        action: 'UpdateItem',
        table: reference,
        leadingKeys: keys && [attribute(request.Key, keys.partition.name)],
        attributes: attributeNames({ names: Object.keys(request.Key), ...known }),
        returnValues: request.ReturnValues,
        returnConsumedCapacity: request.ReturnConsumedCapacity,
      });
    },
  );
  const table = requireTable(engine, reference);
  const key = keyOfRequest(table.definition, request.Key);
  checkUpdate(table.definition, parsed);
  let touched: readonly DocumentPath[] = [];
  const { before, after, indexChanges } = await writeItem(engine, table, key, (stored) => {
    assertCondition(parsed.condition, stored, request.ReturnValuesOnConditionCheckFailure);
    const outcome = updated(table.definition, request.Key, parsed.update, stored);
    touched = outcome.touched;
    return outcome.stored;
  });
  const consumption = new Consumption(request.TableName, engine.metrics);
  consumption.addWrite(Math.max(before?.size ?? 0, after?.size ?? 0), indexChanges);
  return jsonObject({
    Attributes: returned(request.ReturnValues, before, after, touched),
    ConsumedCapacity: jsonOf(consumption.describe(request.ReturnConsumedCapacity)),
    ItemCollectionMetrics: jsonOf(
      collectionMetrics(table.definition, request.Key, request.ReturnItemCollectionMetrics),
    ),
  });
});

function returned(
  asked: ReturnValues | undefined,
  before: StoredItem | undefined,
  after: StoredItem | undefined,
  touched: readonly DocumentPath[],
): string | undefined {
  switch (asked) {
    case 'ALL_OLD':
      return before?.text;
    case 'ALL_NEW':
      return after?.text;
    case 'UPDATED_OLD':
      return touchedText(before?.item, touched);
    case 'UPDATED_NEW':
      return touchedText(after?.item, touched);
    default:
      return undefined;
  }
}

function touchedText(item: Item | undefined, paths: readonly DocumentPath[]): string | undefined {
  if (item === undefined) return undefined;
  const part = applyProjection({ paths }, item);
  return Object.keys(part).length === 0 ? undefined : JSON.stringify(part);
}
