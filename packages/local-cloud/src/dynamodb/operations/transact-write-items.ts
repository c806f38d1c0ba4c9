import type { Caller } from '../../aws/aws-service.ts';
import { attributeNames } from '../attribute-names.ts';
import { attributeMap } from '../attribute-shape.ts';
import { attribute } from '../attribute-value.ts';
import { Consumptions, readUnits } from '../capacity.ts';
import { collectionMetrics } from '../collection-metrics.ts';
import { type Engine, findTable, type Operation, requireTable, tableReference } from '../engine.ts';
import { authorizeItems, parseAuthorized } from '../item-authorization.ts';
import {
  expressionNames,
  expressionValues,
  returnConsumedCapacity,
  returnItemCollectionMetrics,
  returnOnFailure,
} from '../item-shapes.ts';
import { readItem, type WrittenChange } from '../item-writer.ts';
import { operation } from '../operation.ts';
import { list, optional, type Shaped, structure, text } from '../shape.ts';
import { tableName } from '../table-names.ts';
import { MAX_TRANSACTION_ITEMS } from '../transaction.ts';
import { tokenLock } from '../transaction-tokens.ts';
import {
  ACTION_KINDS,
  type ActionKind,
  type BoundAction,
  bindActions,
  type ParsedAction,
  parseAction,
  type TransactItemInput,
  writeTransaction,
} from '../transaction-write.ts';

const common = {
  TableName: tableName,
  ExpressionAttributeNames: optional(expressionNames),
  ExpressionAttributeValues: optional(expressionValues),
  ReturnValuesOnConditionCheckFailure: optional(returnOnFailure),
};

const input = structure({
  ReturnConsumedCapacity: optional(returnConsumedCapacity),
  ReturnItemCollectionMetrics: optional(returnItemCollectionMetrics),
  ClientRequestToken: optional(text({ min: 1, max: 36 })),
  TransactItems: list(
    structure(
      {
        ConditionCheck: optional(
          structure({ ...common, Key: attributeMap, ConditionExpression: text() }, 'ConditionCheck'),
        ),
        Put: optional(
          structure({ ...common, Item: attributeMap, ConditionExpression: optional(text()) }, 'Put'),
        ),
        Delete: optional(
          structure({ ...common, Key: attributeMap, ConditionExpression: optional(text()) }, 'Delete'),
        ),
        Update: optional(
          structure(
            {
              ...common,
              Key: attributeMap,
              UpdateExpression: text(),
              ConditionExpression: optional(text()),
            },
            'Update',
          ),
        ),
      },
      'TransactWriteItem',
    ),
    { min: 1, max: MAX_TRANSACTION_ITEMS },
  ),
});

export const transactWriteItems: Operation = operation(
  'TransactWriteItems',
  input,
  async (engine, request, caller) => {
    const parsed = parseAuthorized(
      () => request.TransactItems.map(parseAction),
      (known) => authorize(engine, caller, request.TransactItems, known),
    );
    const actions = bindActions(
      parsed,
      parsed.map(({ tableName: name }) => requireTable(engine, tableReference(engine, name))),
    );
    const { ClientRequestToken: token } = request;
    if (token === undefined)
      return answer(engine, actions, await writeTransaction(engine, actions, []), request);
    return engine.locks.run(tokenLock(token), async () => {
      const now = engine.sources.now();
      // What the answer shall tell may differ from one request to its repetition.
      const { TransactItems } = request;
      if (engine.tokens.wasDone(token, TransactItems, now)) return repeatedAnswer(engine, actions, request);
      const record = engine.tokens.record(token, TransactItems, now);
      return answer(engine, actions, await writeTransaction(engine, actions, record), request);
    });
  },
);

type Asked = Pick<Shaped<typeof input>, 'ReturnConsumedCapacity' | 'ReturnItemCollectionMetrics'>;

const IAM_ACTIONS: Readonly<Record<ActionKind, string>> = {
  ConditionCheck: 'ConditionCheckItem',
  Put: 'PutItem',
  Delete: 'DeleteItem',
  Update: 'UpdateItem',
};

function authorize(
  engine: Engine,
  caller: Caller,
  inputs: readonly TransactItemInput[],
  parsed: readonly ParsedAction[] | undefined,
): void {
  for (const [at, each] of inputs.entries()) {
    for (const kind of ACTION_KINDS) {
      const action = each[kind];
      if (action === undefined) continue;
      const reference = tableReference(engine, action.TableName);
      const keys = findTable(engine, reference)?.definition.keys;
      const item = 'Item' in action ? action.Item : action.Key;
      const known = parsed?.[at];
      authorizeItems(engine, caller, {
        action: IAM_ACTIONS[kind],
        table: reference,
        leadingKeys: keys && [attribute(item, keys.partition.name)],
        attributes: attributeNames({
          names: Object.keys(item),
          condition: known?.condition,
          update: known?.update,
        }),
        enclosing: 'TransactWriteItems',
      });
    }
  }
}

function answer(
  engine: Engine,
  actions: readonly BoundAction[],
  written: readonly WrittenChange[],
  asked: Asked,
): Readonly<Record<string, unknown>> {
  const consumed = new Consumptions(engine.metrics);
  const metrics = new Map<string, unknown[]>();
  for (const [at, { tableName: name, table, item }] of actions.entries()) {
    const change = written[at];
    consumed
      .of(name)
      .addWrite(Math.max(change?.before?.size ?? 0, change?.after?.size ?? 0), change?.indexChanges ?? [], 2);
    const metric = collectionMetrics(table.definition, item, asked.ReturnItemCollectionMetrics);
    if (metric !== undefined) metrics.set(name, [...(metrics.get(name) ?? []), metric]);
  }
  const capacity = consumed.describe(asked.ReturnConsumedCapacity, 'WriteCapacityUnits');
  return {
    ...(capacity && { ConsumedCapacity: capacity }),
    ...(metrics.size > 0 && { ItemCollectionMetrics: Object.fromEntries(metrics) }),
  };
}

/** A transaction that was done before costs what reading its items costs. */
function repeatedAnswer(
  engine: Engine,
  actions: readonly BoundAction[],
  asked: Asked,
): Readonly<Record<string, unknown>> {
  const consumed = new Consumptions(engine.metrics);
  for (const { tableName: name, key } of actions) {
    consumed.of(name).addRead(readUnits(readItem(engine, key)?.size ?? 0, 'transactional'));
  }
  const capacity = consumed.describe(asked.ReturnConsumedCapacity, 'ReadCapacityUnits');
  return capacity === undefined ? {} : { ConsumedCapacity: capacity };
}
