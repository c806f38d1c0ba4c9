import { attributeNames } from '../attribute-names.ts';
import { attributeMap } from '../attribute-shape.ts';
import { validateItem } from '../attribute-validation.ts';
import { attribute } from '../attribute-value.ts';
import { Consumptions, readUnits } from '../capacity.ts';
import { findTable, type Operation, requireTable, tableReference } from '../engine.ts';
import { authorizeItems, parseAuthorized } from '../item-authorization.ts';
import { type ItemKey, keyOfRequest, refuseEmptyKey } from '../item-key.ts';
import { expressionNames, returnConsumedCapacity } from '../item-shapes.ts';
import { readItem } from '../item-writer.ts';
import { jsonObject, jsonOf, operation } from '../operation.ts';
import { projectedText } from '../projected-text.ts';
import { projectionOf, substitutionsOf } from '../request-expressions.ts';
import { list, optional, structure, text } from '../shape.ts';
import { tableName } from '../table-names.ts';
import {
  cancelled,
  MAX_TRANSACTION_ITEMS,
  MAX_TRANSACTION_SIZE,
  NO_REASON,
  reasonOf,
} from '../transaction.ts';
import { validationError } from '../validation-error.ts';

const input = structure({
  ReturnConsumedCapacity: optional(returnConsumedCapacity),
  TransactItems: list(
    structure(
      {
        Get: structure(
          {
            TableName: tableName,
            Key: attributeMap,
            ProjectionExpression: optional(text()),
            ExpressionAttributeNames: optional(expressionNames),
          },
          'Get',
        ),
      },
      'TransactGetItem',
    ),
    { min: 1, max: MAX_TRANSACTION_ITEMS },
  ),
});

export const transactGetItems: Operation = operation(
  'TransactGetItems',
  input,
  async (engine, request, caller) => {
    const gets = request.TransactItems.map(({ Get }) => Get);
    const projections = parseAuthorized(
      () =>
        gets.map((get) => {
          validateItem(get.Key);
          // Unlike GetItem, a get of a transaction may have names without a projection.
          if (get.ProjectionExpression === undefined) return undefined;
          const substitutions = substitutionsOf(get);
          const projection = projectionOf(get, substitutions);
          substitutions.assertAllUsed();
          return projection;
        }),
      (known) => {
        for (const [at, get] of gets.entries()) {
          const reference = tableReference(engine, get.TableName);
          const keys = findTable(engine, reference)?.definition.keys;
          const projection = known?.[at];
          authorizeItems(engine, caller, {
            action: 'GetItem',
            table: reference,
            leadingKeys: keys && [attribute(get.Key, keys.partition.name)],
            attributes: projection && attributeNames({ names: Object.keys(get.Key), projection }),
            select: projection ? 'SPECIFIC_ATTRIBUTES' : 'ALL_ATTRIBUTES',
            enclosing: 'TransactGetItems',
          });
        }
      },
    );
    const tables = gets.map((get) => requireTable(engine, tableReference(engine, get.TableName)).definition);
    for (const [at, get] of gets.entries()) {
      const table = tables[at];
      if (table !== undefined) refuseEmptyKey(table.keys, get.Key);
    }
    const reasons = gets.map(() => NO_REASON);
    const keys: ItemKey[] = [];
    for (const [at, get] of gets.entries()) {
      const table = tables[at];
      try {
        if (table !== undefined) keys.push(keyOfRequest(table, get.Key));
      } catch (error) {
        reasons[at] = reasonOf(error);
      }
    }
    if (keys.length < gets.length) throw cancelled(reasons);
    const locks = keys.map(({ lock }) => lock);
    if (new Set(locks).size < locks.length) {
      throw validationError('Transaction request cannot include multiple operations on one item');
    }
    // Under the locks of all, since a writer's batch may become visible between two reads.
    const found = await engine.locks.runAll(locks, async () => keys.map((key) => readItem(engine, key)));
    if (found.reduce((size, stored) => size + (stored?.size ?? 0), 0) > MAX_TRANSACTION_SIZE) {
      throw validationError('Collection size of items requested has exceeded the limit of 4 MB');
    }
    const consumed = new Consumptions(engine.metrics);
    for (const [at, { TableName: name }] of gets.entries()) {
      consumed.of(name).addRead(readUnits(found[at]?.size ?? 0, 'transactional'));
    }
    const capacity = consumed.describe(request.ReturnConsumedCapacity, 'ReadCapacityUnits');
    const responses = found.map((stored, at) => {
      const item = stored && projectedText(projections[at], stored);
      // Of an item that has nothing of what is wanted there is none here, unlike in GetItem's answer.
      return item === undefined || item === '{}' ? '{}' : `{"Item":${item}}`;
    });
    return jsonObject({
      ConsumedCapacity: jsonOf(capacity),
      Responses: `[${responses.join(',')}]`,
    });
  },
);
