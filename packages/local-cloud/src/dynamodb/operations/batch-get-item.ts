import type { Caller } from '../../aws/aws-service.ts';
import { attributeNames } from '../attribute-names.ts';
import { attributeMap } from '../attribute-shape.ts';
import { validateItem } from '../attribute-validation.ts';
import { attribute, type Item } from '../attribute-value.ts';
import { Consumptions, readUnits } from '../capacity.ts';
import { type Engine, findTable, type Operation, requireTable, tableReference } from '../engine.ts';
import { assertExpressionParameters, GET_ITEM_PARAMETERS } from '../expressions/expression-parameters.ts';
import type { Projection } from '../expressions/projection.ts';
import { authorizeItems, parseAuthorized } from '../item-authorization.ts';
import { type ItemKey, keyOfRequest } from '../item-key.ts';
import { attributesToGet, expressionNames, returnConsumedCapacity } from '../item-shapes.ts';
import { readItem } from '../item-writer.ts';
import { jsonObject, jsonOf, operation } from '../operation.ts';
import { projectedText } from '../projected-text.ts';
import { checkAttributesToGet, projectionOf, substitutionsOf } from '../request-expressions.ts';
import { flag, list, mapOf, optional, type Shape, type Shaped, structure, text } from '../shape.ts';
import { batchTableNames } from '../table-names.ts';
import { validationError } from '../validation-error.ts';

const MAX_KEYS = 100;
const MAX_ANSWER_SIZE = 16 * 1024 * 1024;

const keysAndAttributes = structure(
  {
    Keys: list(attributeMap),
    AttributesToGet: optional(attributesToGet),
    ConsistentRead: optional(flag()),
    ProjectionExpression: optional(text()),
    ExpressionAttributeNames: optional(expressionNames),
  },
  'KeysAndAttributes',
);
type TableRequest = Shaped<typeof keysAndAttributes>;

const requests: Shape<Readonly<Record<string, TableRequest>>> = mapOf(keysAndAttributes, {
  type: 'com.amazonaws.dynamodb.v20120810.KeysAndAttributes',
  keys: batchTableNames,
});
const input = structure({
  ReturnConsumedCapacity: optional(returnConsumedCapacity),
  RequestItems: {
    ...requests,
    check: (value, path, problems) => {
      requests.check?.(value, path, problems);
      if (Object.keys(value).length === 0) {
        problems.addText(
          "Value at 'RequestItems' failed to satisfy constraint: " +
            'Member must have length greater than or equal to 1',
        );
      }
      for (const [name, { Keys }] of Object.entries(value)) {
        // That they are missing was noted before.
        if (Keys === undefined) continue;
        const at = `Value at 'RequestItems.${name}.member.Keys' failed to satisfy constraint: `;
        if (Keys.length > MAX_KEYS) {
          problems.addText(`${at}Member must have length less than or equal to ${MAX_KEYS}`);
        }
        if (Keys.length === 0) {
          problems.addText(`${at}Member must have length greater than or equal to 1`);
        }
      }
    },
  } satisfies Shape<Readonly<Record<string, TableRequest>>>,
});

export const batchGetItem: Operation = operation('BatchGetItem', input, (engine, request, caller) => {
  const tables = Object.entries(request.RequestItems);
  const projections = parseAuthorized(
    () => parse(tables),
    (known) => authorize(engine, caller, tables, known),
  );
  const reads = tables.flatMap(([name, tableRequest], at) =>
    plan(engine, name, tableRequest, projections[at]),
  );
  const answers = new Map(tables.map(([name]): [string, string[]] => [name, []]));
  const unprocessed = new Map<string, Item[]>();
  const consumed = new Consumptions(engine.metrics);
  let size = 0;
  for (const { name, key, wanted, projection, consistent } of reads) {
    const stored = readItem(engine, key);
    if (size + (stored?.size ?? 0) > MAX_ANSWER_SIZE) {
      const left = unprocessed.get(name);
      if (left === undefined) unprocessed.set(name, [wanted]);
      else left.push(wanted);
      continue;
    }
    size += stored?.size ?? 0;
    consumed.of(name).addRead(readUnits(stored?.size ?? 0, consistent ? 'consistent' : 'eventual'));
    if (stored !== undefined) answers.get(name)?.push(projectedText(projection, stored));
  }
  const responses = [...answers].map(([name, items]) => `${JSON.stringify(name)}:[${items.join(',')}]`);
  return jsonObject({
    ConsumedCapacity: jsonOf(consumed.describe(request.ReturnConsumedCapacity)),
    Responses: `{${responses.join(',')}}`,
    UnprocessedKeys: jsonOf(
      Object.fromEntries(
        [...unprocessed].map(([name, keys]) => [name, { ...request.RequestItems[name], Keys: keys }]),
      ),
    ),
  });
});

function parse(tables: readonly (readonly [string, TableRequest])[]): (Projection | undefined)[] {
  if (tables.reduce((count, [, { Keys }]) => count + Keys.length, 0) > MAX_KEYS) {
    throw validationError('Too many items requested for the BatchGetItem call');
  }
  const given = (name: 'ProjectionExpression' | 'AttributesToGet'): boolean =>
    tables.some(([, request]) => request[name] !== undefined);
  if (given('ProjectionExpression') && given('AttributesToGet')) {
    throw validationError(
      'Can not use both expression and non-expression parameters in the same request: ' +
        'Non-expression parameters: {AttributesToGet} Expression parameters: {ProjectionExpression}',
    );
  }
  return tables.map(([, request]) => {
    assertExpressionParameters(request, GET_ITEM_PARAMETERS);
    for (const key of request.Keys) validateItem(key);
    refuseDuplicates(request.Keys);
    checkAttributesToGet(request.AttributesToGet);
    const substitutions = substitutionsOf(request);
    const projection = projectionOf(request, substitutions);
    substitutions.assertAllUsed();
    return projection;
  });
}

function authorize(
  engine: Engine,
  caller: Caller,
  tables: readonly (readonly [string, TableRequest])[],
  projections: readonly (Projection | undefined)[] | undefined,
): void {
  for (const [at, [name, { Keys }]] of tables.entries()) {
    const reference = tableReference(engine, name);
    const keys = findTable(engine, reference)?.definition.keys;
    const projection = projections?.[at];
    authorizeItems(engine, caller, {
      action: 'BatchGetItem',
      table: reference,
      leadingKeys: keys && Keys.map((key) => attribute(key, keys.partition.name)),
      attributes:
        projection && attributeNames({ names: Keys.flatMap((key) => Object.keys(key)), projection }),
      select: projection ? 'SPECIFIC_ATTRIBUTES' : 'ALL_ATTRIBUTES',
    });
  }
}

interface Read {
  readonly name: string;
  readonly key: ItemKey;
  readonly wanted: Item;
  readonly projection: Projection | undefined;
  readonly consistent: boolean;
}

function plan(
  engine: Engine,
  name: string,
  request: TableRequest,
  projection: Projection | undefined,
): Read[] {
  const table = requireTable(engine, tableReference(engine, name)).definition;
  return request.Keys.map((wanted) => ({
    name,
    key: keyOfRequest(table, wanted),
    wanted,
    projection,
    consistent: request.ConsistentRead === true,
  }));
}

/** That two keys are one shows before there is a table: they have the same attributes. */
function refuseDuplicates(keys: readonly Item[]): void {
  const seen = new Set<string>();
  for (const key of keys) {
    const text = JSON.stringify(Object.entries(key).sort(([one], [other]) => (one < other ? -1 : 1)));
    if (seen.has(text)) throw validationError('Provided list of item keys contains duplicates');
    seen.add(text);
  }
}
