import { attributeNames } from '../attribute-names.ts';
import { attributeMap } from '../attribute-shape.ts';
import type { AttributeValue } from '../attribute-value.ts';
import { type Operation, requireTable, tableReference } from '../engine.ts';
import { type Condition, conditionPaths } from '../expressions/condition.ts';
import { assertExpressionParameters, QUERY_PARAMETERS } from '../expressions/expression-parameters.ts';
import { assertFilterWithoutKeys, assertScalarPaths } from '../expressions/key-attribute-rules.ts';
import { bindKeyCondition, type KeyClause, parseKeyCondition } from '../expressions/key-condition.ts';
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
import { isWithin, partitionRange, resumed, sortRange } from '../key-range.ts';
import { filterCondition, keyClauses } from '../legacy-conditions.ts';
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
import { findIndex, keyNames, TABLE_INDEX_NUMBER, type TableDefinition } from '../table-definition.ts';
import { indexName, tableName } from '../table-names.ts';
import { validationError } from '../validation-error.ts';

const input = structure({
  Select: optional(oneOf(['SPECIFIC_ATTRIBUTES', 'COUNT', 'ALL_ATTRIBUTES', 'ALL_PROJECTED_ATTRIBUTES'])),
  IndexName: optional(indexName),
  ReturnConsumedCapacity: optional(returnConsumedCapacity),
  TableName: tableName,
  ConditionalOperator: optional(conditionalOperator),
  QueryFilter: optional(legacyConditions),
  Limit: optional(integer({ min: 1, echo: 'Limit' })),
  AttributesToGet: optional(attributesToGet),
  KeyConditions: optional(legacyConditions),
  ExclusiveStartKey: optional(attributeMap),
  ConsistentRead: optional(flag()),
  ScanIndexForward: optional(flag()),
  FilterExpression: optional(text()),
  KeyConditionExpression: optional(text()),
  ProjectionExpression: optional(text()),
  ExpressionAttributeNames: optional(expressionNames),
  ExpressionAttributeValues: optional(expressionValues),
});
type QueryRequest = Shaped<typeof input>;

interface ParsedQuery {
  readonly clauses: readonly KeyClause[];
  readonly filter: Condition | undefined;
  readonly projection: Projection | undefined;
}

export const query: Operation = operation('Query', input, async (engine, request, caller) => {
  const reference = tableReference(engine, request.TableName);
  const { clauses, filter, projection } = parseAuthorized(
    () => parse(request),
    (known) => {
      const equal = known?.clauses.filter(({ operator }) => operator === '=') ?? [];
      authorizeItems(engine, caller, {
        action: 'Query',
        table: reference,
        indexName: request.IndexName,
        leadingKeys: leadingValues(engine.catalogue.get(reference.name)?.definition, request, equal),
        attributes: known?.projection && [
          ...attributeNames({ projection: known.projection, condition: known.filter }),
          ...known.clauses.map(({ attribute }) => attribute),
        ],
        select: request.Select ?? (known?.projection ? 'SPECIFIC_ATTRIBUTES' : 'ALL_ATTRIBUTES'),
        returnConsumedCapacity: request.ReturnConsumedCapacity,
      });
    },
  );
  const table = requireTable(engine, reference).definition;
  const index = readIndex(table, request);
  const keys = index?.keys ?? table.keys;
  const condition = bindKeyCondition(clauses, keys);
  const names = new Set(keyNames(keys));
  assertScalarPaths(projection?.paths ?? [], table);
  if (filter !== undefined) {
    if (request.QueryFilter !== undefined) refuseKeyFilter(filter, names);
    else assertFilterWithoutKeys(filter, names);
  }
  const whole = wholeItems(engine, table, index, request.Select, projection);
  if (filter !== undefined) assertScalarPaths(conditionPaths(filter), table);
  const partition = partitionRange(table.number, index?.number ?? TABLE_INDEX_NUMBER, condition);
  const range = sortRange(partition, condition.sort);
  let start: Buffer | undefined;
  if (request.ExclusiveStartKey !== undefined) {
    start = startEntryKey(table, index, request.ExclusiveStartKey, 'Query');
    if (!isWithin(partition, start)) {
      throw validationError(
        'The provided starting key is outside query boundaries based on provided conditions',
      );
    }
    if (!isWithin(range, start)) {
      throw validationError('The provided starting key does not match the range key predicate');
    }
  }
  const page = await readPage(engine, {
    range: resumed(range, start, request.ScanIndexForward === false),
    limit: request.Limit,
    filter,
    projection,
    countOnly: request.Select === 'COUNT',
    whole,
  });
  return pageAnswer(engine, table, index, request, page);
});

function parse(request: QueryRequest): ParsedQuery {
  assertExpressionParameters(request, QUERY_PARAMETERS);
  const legacyFilter = filterCondition(request.QueryFilter, request.ConditionalOperator);
  checkAttributesToGet(request.AttributesToGet);
  validateStartKey(request.ExclusiveStartKey);
  checkSelect(request, 'Querying');
  const substitutions = substitutionsOf(request);
  const clauses =
    request.KeyConditionExpression === undefined
      ? keyClauses(requireKeyConditions(request.KeyConditions))
      : parseKeyCondition(request.KeyConditionExpression, substitutions);
  const filter = optionalCondition('FilterExpression', request.FilterExpression, substitutions);
  const projection = projectionOf(request, substitutions);
  substitutions.assertAllUsed();
  return { clauses, filter: filter ?? legacyFilter, projection };
}

/** The partition keys that the request asks for, as far as the table is known. */
function leadingValues(
  table: TableDefinition | undefined,
  request: QueryRequest,
  clauses: readonly KeyClause[],
): readonly (AttributeValue | undefined)[] | undefined {
  if (table === undefined) return undefined;
  const index = request.IndexName === undefined ? undefined : findIndex(table, request.IndexName);
  const { name } = (index?.keys ?? table.keys).partition;
  return clauses.filter(({ attribute }) => attribute === name).map(({ values }) => values[0]);
}

function requireKeyConditions<T extends object>(conditions: T | undefined): T {
  if (conditions === undefined) {
    throw validationError(
      'Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.',
    );
  }
  const count = Object.keys(conditions).length;
  if (count !== 1 && count !== 2) throw validationError('Conditions can be of length 1 or 2 only');
  return conditions;
}

function refuseKeyFilter(filter: Condition, names: ReadonlySet<string>): void {
  const key = attributeNames({ condition: filter }).find((name) => names.has(name));
  if (key === undefined) return;
  throw validationError(
    `QueryFilter can only contain non-primary key attributes: Primary key attribute: ${key}`,
  );
}
