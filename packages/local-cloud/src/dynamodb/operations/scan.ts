import { attributeNames } from '../attribute-names.ts';
import { attributeMap } from '../attribute-shape.ts';
import { type Operation, requireTable, tableReference } from '../engine.ts';
import { HASH_SPACE, hashBound, itemsPrefix } from '../entry-key.ts';
import { type Condition, conditionPaths } from '../expressions/condition.ts';
import { assertExpressionParameters, SCAN_PARAMETERS } from '../expressions/expression-parameters.ts';
import { assertScalarPaths } from '../expressions/key-attribute-rules.ts';
import type { Projection } from '../expressions/projection.ts';
import { authorizeItems, parseAuthorized } from '../item-authorization.ts';
import {
  attributesToGet,
  conditionalOperator,
  expressionNames,
  expressionValues,
  legacyConditions,
  returnConsumedCapacity,
} from '../item-shapes.ts';
import { isWithin, type KeyRange, prefixRange, resumed } from '../key-range.ts';
import { filterCondition } from '../legacy-conditions.ts';
import { operation } from '../operation.ts';
import { pageAnswer } from '../page-answer.ts';
import { readPage } from '../page-read.ts';
import { checkSelect, readIndex, wholeItems } from '../read-selection.ts';
import {
  checkAttributesToGet,
  optionalCondition,
  projectionOf,
  substitutionsOf,
} from '../request-expressions.ts';
import { flag, integer, oneOf, optional, type Shaped, structure, text } from '../shape.ts';
import { startEntryKey, validateStartKey } from '../start-key.ts';
import { TABLE_INDEX_NUMBER } from '../table-definition.ts';
import { indexName, tableName } from '../table-names.ts';
import { validationError } from '../validation-error.ts';

const MAX_SEGMENTS = 1_000_000;

const input = structure({
  Select: optional(oneOf(['SPECIFIC_ATTRIBUTES', 'COUNT', 'ALL_ATTRIBUTES', 'ALL_PROJECTED_ATTRIBUTES'])),
  IndexName: optional(indexName),
  TotalSegments: optional(integer({ min: 1, max: MAX_SEGMENTS })),
  ReturnConsumedCapacity: optional(returnConsumedCapacity),
  TableName: tableName,
  ConditionalOperator: optional(conditionalOperator),
  ScanFilter: optional(legacyConditions),
  Segment: optional(integer({ min: 0, max: MAX_SEGMENTS - 1 })),
  Limit: optional(integer({ min: 1 })),
  AttributesToGet: optional(attributesToGet),
  ExclusiveStartKey: optional(attributeMap),
  ConsistentRead: optional(flag()),
  FilterExpression: optional(text()),
  ProjectionExpression: optional(text()),
  ExpressionAttributeNames: optional(expressionNames),
  ExpressionAttributeValues: optional(expressionValues),
});
type ScanRequest = Shaped<typeof input>;

interface ParsedScan {
  readonly filter: Condition | undefined;
  readonly projection: Projection | undefined;
}

export const scan: Operation = operation('Scan', input, async (engine, request, caller) => {
  const reference = tableReference(engine, request.TableName);
  const { filter, projection } = parseAuthorized(
    () => parse(request),
    (known) =>
      authorizeItems(engine, caller, {
        action: 'Scan',
        table: reference,
        indexName: request.IndexName,
        attributes:
          known?.projection && attributeNames({ projection: known.projection, condition: known.filter }),
        select: request.Select ?? (known?.projection ? 'SPECIFIC_ATTRIBUTES' : 'ALL_ATTRIBUTES'),
        returnConsumedCapacity: request.ReturnConsumedCapacity,
      }),
  );
  const table = requireTable(engine, reference).definition;
  const index = readIndex(table, request);
  const whole = wholeItems(engine, table, index, request.Select, projection);
  const range = segmentRange(table.number, index?.number ?? TABLE_INDEX_NUMBER, request);
  let start: Buffer | undefined;
  if (request.ExclusiveStartKey !== undefined) {
    start = startEntryKey(table, index, request.ExclusiveStartKey, 'Scan');
    if (!isWithin(range, start)) {
      throw validationError(
        'The provided starting key is invalid: Invalid ExclusiveStartKey. Please use ExclusiveStartKey ' +
          `with correct Segment. TotalSegments: ${request.TotalSegments} Segment: ${request.Segment}`,
      );
    }
  }
  assertScalarPaths(projection?.paths ?? [], table);
  if (filter !== undefined) assertScalarPaths(conditionPaths(filter), table);
  const page = await readPage(engine, {
    range: resumed(range, start, false),
    limit: request.Limit,
    filter,
    projection,
    countOnly: request.Select === 'COUNT',
    whole,
  });
  return pageAnswer(engine, table, index, request, page);
});

function parse(request: ScanRequest): ParsedScan {
  assertExpressionParameters(request, SCAN_PARAMETERS);
  checkAttributesToGet(request.AttributesToGet);
  const legacyFilter = filterCondition(request.ScanFilter, request.ConditionalOperator);
  validateStartKey(request.ExclusiveStartKey);
  checkSegments(request);
  checkSelect(request, 'Scanning');
  const substitutions = substitutionsOf(request);
  const filter = optionalCondition('FilterExpression', request.FilterExpression, substitutions);
  const projection = projectionOf(request, substitutions);
  substitutions.assertAllUsed();
  return { filter: filter ?? legacyFilter, projection };
}

function checkSegments({ Segment: segment, TotalSegments: total }: ScanRequest): void {
  if (segment !== undefined && total === undefined) {
    throw validationError(
      'The TotalSegments parameter is required but was not present in the request when Segment parameter ' +
        'is present',
    );
  }
  if (total === undefined) return;
  if (segment === undefined) {
    throw validationError(
      'The Segment parameter is required but was not present in the request when parameter TotalSegments ' +
        'is present',
    );
  }
  if (segment >= total) {
    throw validationError(
      'The Segment parameter is zero-based and must be less than parameter TotalSegments: ' +
        `Segment: ${segment} is not less than TotalSegments: ${total}`,
    );
  }
}

/** The part of the table or index that a segment reads: partitions are spread over them by their hash. */
function segmentRange(tableNumber: number, indexNumber: number, request: ScanRequest): KeyRange {
  const all = prefixRange(itemsPrefix(tableNumber, indexNumber));
  const { Segment: segment = 0, TotalSegments: total = 1 } = request;
  if (total === 1) return all;
  const bound = (at: number): Buffer =>
    hashBound(tableNumber, indexNumber, Math.floor((HASH_SPACE * at) / total));
  return { gte: bound(segment), lt: segment + 1 === total ? all.lt : bound(segment + 1) };
}
