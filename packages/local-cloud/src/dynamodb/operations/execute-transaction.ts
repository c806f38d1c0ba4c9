import { Consumptions, readUnits } from '../capacity.ts';
import { type Engine, findTable, type Operation, tableReference } from '../engine.ts';
import { returnConsumedCapacity, returnOnFailure } from '../item-shapes.ts';
import { readItem } from '../item-writer.ts';
import { type JsonText, jsonObject, jsonOf, operation } from '../operation.ts';
import { authorizeStatement } from '../partiql/authorize-statement.ts';
import { runTransactionReads } from '../partiql/read-transaction.ts';
import { columnsText } from '../partiql/run-select.ts';
import type { SelectStatement } from '../partiql/statement.ts';
import { checkedParameters, statementParameters, statementText } from '../partiql/statement-shapes.ts';
import {
  readTransaction,
  type StatementInput,
  transactionActions,
  transactionTables,
  withDuplicates,
} from '../partiql/transaction-statements.ts';
import { list, optional, type Shaped, structure, text } from '../shape.ts';
import type { Table } from '../table-catalogue.ts';
import { MAX_TRANSACTION_ITEMS } from '../transaction.ts';
import { tokenLock } from '../transaction-tokens.ts';
import { type BoundAction, bindActions, writeTransaction } from '../transaction-write.ts';

const input = structure({
  TransactStatements: list(
    structure(
      {
        Statement: statementText,
        Parameters: optional(statementParameters),
        ReturnValuesOnConditionCheckFailure: optional(returnOnFailure),
      },
      'ParameterizedStatement',
    ),
    { min: 1, max: MAX_TRANSACTION_ITEMS },
  ),
  ClientRequestToken: optional(text({ min: 1, max: 36 })),
  ReturnConsumedCapacity: optional(returnConsumedCapacity),
});
type Request = Shaped<typeof input>;

export const executeTransaction: Operation = operation(
  'ExecuteTransaction',
  input,
  async (engine, request, caller): Promise<JsonText> => {
    const inputs = request.TransactStatements.map(
      (each): StatementInput => ({
        text: each.Statement,
        parameters: checkedParameters(each.Parameters),
        onFailure: each.ReturnValuesOnConditionCheckFailure,
      }),
    );
    const transaction = readTransaction(inputs);
    for (const statement of transaction.statements) authorizeStatement(engine, caller, statement);
    const tables = transactionTables(
      transaction.statements.map(({ source }) => findTable(engine, tableReference(engine, source.table))),
    );
    if (transaction.kind === 'reads') return read(engine, transaction.statements, tables, request);
    const actions = bindActions(transactionActions(transaction.statements, tables, inputs), tables);
    try {
      return await write(engine, actions, request);
    } catch (error) {
      throw withDuplicates(error, transaction.statements);
    }
  },
);

async function read(
  engine: Engine,
  statements: readonly SelectStatement[],
  tables: readonly Table[],
  request: Request,
): Promise<JsonText> {
  const found = await runTransactionReads(engine, statements, tables);
  const consumed = new Consumptions(engine.metrics);
  const responses = statements.map(({ source, columns }, at) => {
    const stored = found[at];
    consumed.of(source.table).addRead(readUnits(stored?.size ?? 0, 'transactional'));
    return stored === undefined ? '{}' : `{"Item":${columnsText(columns, stored.text)}}`;
  });
  return jsonObject({
    Responses: `[${responses.join(',')}]`,
    ConsumedCapacity: jsonOf(consumed.describe(request.ReturnConsumedCapacity, 'ReadCapacityUnits')),
  });
}

async function write(engine: Engine, actions: readonly BoundAction[], request: Request): Promise<JsonText> {
  const { ClientRequestToken: token, ReturnConsumedCapacity: asked, TransactStatements } = request;
  const run = async (record: Parameters<typeof writeTransaction>[2]): Promise<JsonText> => {
    const written = await writeTransaction(engine, actions, record);
    const consumed = new Consumptions(engine.metrics);
    for (const [at, { tableName }] of actions.entries()) {
      const change = written[at];
      const size = Math.max(change?.before?.size ?? 0, change?.after?.size ?? 0);
      consumed.of(tableName).addWrite(size, change?.indexChanges ?? [], 2);
    }
    return jsonObject({ ConsumedCapacity: jsonOf(consumed.describe(asked, 'WriteCapacityUnits')) });
  };
  if (token === undefined) return run([]);
  return engine.locks.run(tokenLock(token), async () => {
    const now = engine.sources.now();
    if (!engine.tokens.wasDone(token, TransactStatements, now)) {
      return run(engine.tokens.record(token, TransactStatements, now));
    }
    // A transaction that was done before costs what reading its items costs.
    const consumed = new Consumptions(engine.metrics);
    for (const { tableName, key } of actions) {
      const units = readUnits(readItem(engine, key)?.size ?? 0, 'transactional');
      consumed.of(tableName).addRead(units);
    }
    return jsonObject({ ConsumedCapacity: jsonOf(consumed.describe(asked, 'ReadCapacityUnits')) });
  });
}
