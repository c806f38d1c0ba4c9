import { AwsError } from '../../aws/aws-error.ts';
import type { Caller } from '../../aws/aws-service.ts';
import { Consumptions } from '../capacity.ts';
import { type Engine, type Operation, requireTable, tableReference } from '../engine.ts';
import { returnConsumedCapacity, returnOnFailure } from '../item-shapes.ts';
import { type JsonText, jsonObject, jsonOf, operation } from '../operation.ts';
import { authorizeStatement } from '../partiql/authorize-statement.ts';
import { selectedItem } from '../partiql/primary-key.ts';
import { runSelect } from '../partiql/run-select.ts';
import { runWrite } from '../partiql/run-write.ts';
import { readStatement, type Statement } from '../partiql/statement.ts';
import { checkedParameters, statementParameters, statementText } from '../partiql/statement-shapes.ts';
import { flag, list, optional, type Shaped, structure } from '../shape.ts';
import { validationError } from '../validation-error.ts';

const member = structure(
  {
    Statement: statementText,
    Parameters: optional(statementParameters),
    ConsistentRead: optional(flag()),
    ReturnValuesOnConditionCheckFailure: optional(returnOnFailure),
  },
  'BatchStatementRequest',
);
type Member = Shaped<typeof member>;

const input = structure({
  Statements: list(member, { min: 1, max: 25 }),
  ReturnConsumedCapacity: optional(returnConsumedCapacity),
});

/** Each statement has its own outcome: one that fails leaves the others alone. */
export const batchExecuteStatement: Operation = operation(
  'BatchExecuteStatement',
  input,
  async (engine, request, caller): Promise<JsonText> => {
    const read = request.Statements.map(readMember);
    const kinds = new Set(read.flatMap(({ statement }) => (statement ? [statement.kind === 'select'] : [])));
    if (kinds.size > 1) {
      throw validationError('The statements of a batch must be all reads or all writes');
    }
    const consumed = new Consumptions(engine.metrics);
    const responses: string[] = [];
    for (const outcome of read) {
      responses.push(await respond(engine, caller, outcome, consumed));
    }
    const { ReturnConsumedCapacity: asked } = request;
    return jsonObject({
      Responses: `[${responses.join(',')}]`,
      ConsumedCapacity: jsonOf(consumed.describe(asked)),
    });
  },
);

interface ReadMember {
  readonly member: Member;
  readonly statement?: Statement;
  readonly error?: AwsError;
}

function readMember(each: Member): ReadMember {
  try {
    const parameters = checkedParameters(each.Parameters);
    return { member: each, statement: readStatement(each.Statement, parameters) };
  } catch (error) {
    if (error instanceof AwsError) return { member: each, error };
    throw error;
  }
}

async function respond(
  engine: Engine,
  caller: Caller,
  { member: each, statement, error }: ReadMember,
  consumed: Consumptions,
): Promise<string> {
  if (statement === undefined) return failure(undefined, error);
  const { table: tableName } = statement.source;
  try {
    authorizeStatement(engine, caller, statement);
    const item = await run(engine, each, statement, consumed);
    return jsonObject({ TableName: JSON.stringify(tableName), Item: item }).text;
  } catch (caught) {
    return failure(tableName, caught);
  }
}

async function run(
  engine: Engine,
  each: Member,
  statement: Statement,
  consumed: Consumptions,
): Promise<string | undefined> {
  if (statement.kind === 'exists') {
    throw validationError('EXISTS can only be used in ExecuteTransaction write requests.');
  }
  const table = requireTable(engine, tableReference(engine, statement.source.table));
  const consumption = consumed.of(statement.source.table);
  if (statement.kind !== 'select') {
    const { ReturnValuesOnConditionCheckFailure: onFailure } = each;
    return runWrite(engine, table, statement, consumption, onFailure);
  }
  const { keys } = table.definition;
  if (statement.source.index !== undefined || selectedItem(statement.where, keys) === undefined) {
    throw validationError(
      'Select statements within BatchExecuteStatement must specify the primary key in the where clause.',
    );
  }
  const { items } = await runSelect(engine, table.definition, statement, consumption, {
    consistent: each.ConsistentRead === true,
    limit: undefined,
    start: undefined,
  });
  return items[0];
}

/** The short codes of errors within a batch. */
const CODES: Readonly<Record<string, string>> = { ValidationException: 'ValidationError' };

function failure(tableName: string | undefined, error: unknown): string {
  if (!(error instanceof AwsError)) throw error;
  const code = CODES[error.code] ?? error.code.replace(/Exception$/, '');
  return jsonObject({
    TableName: tableName === undefined ? undefined : JSON.stringify(tableName),
    Error: JSON.stringify({ Code: code, Message: error.message, Item: error.members.Item }),
  }).text;
}
