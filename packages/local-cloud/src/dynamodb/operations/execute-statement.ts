import { Consumption } from '../capacity.ts';
import { type Operation, requireTable, tableReference } from '../engine.ts';
import { returnConsumedCapacity, returnOnFailure } from '../item-shapes.ts';
import { type JsonText, jsonObject, jsonOf, operation } from '../operation.ts';
import { authorizeStatement } from '../partiql/authorize-statement.ts';
import { decodeToken, encodeToken, tokenScope } from '../partiql/next-token.ts';
import { runSelect } from '../partiql/run-select.ts';
import { runWrite } from '../partiql/run-write.ts';
import { readStatement } from '../partiql/statement.ts';
import { checkedParameters, statementParameters, statementText } from '../partiql/statement-shapes.ts';
import { flag, integer, optional, structure, text } from '../shape.ts';
import { validationError } from '../validation-error.ts';

const input = structure({
  Statement: statementText,
  Parameters: optional(statementParameters),
  ConsistentRead: optional(flag()),
  NextToken: optional(text({ min: 1, max: 32768 })),
  ReturnConsumedCapacity: optional(returnConsumedCapacity),
  Limit: optional(integer({ min: 1 })),
  ReturnValuesOnConditionCheckFailure: optional(returnOnFailure),
});

export const executeStatement: Operation = operation(
  'ExecuteStatement',
  input,
  async (engine, request, caller): Promise<JsonText> => {
    const parameters = checkedParameters(request.Parameters);
    const statement = readStatement(request.Statement, parameters);
    authorizeStatement(engine, caller, statement, request.ReturnConsumedCapacity);
    if (statement.kind === 'exists') {
      throw validationError('EXISTS can only be used in ExecuteTransaction write requests.');
    }
    const table = requireTable(engine, tableReference(engine, statement.source.table));
    const consumption = new Consumption(statement.source.table, engine.metrics);
    if (statement.kind !== 'select') {
      const { ReturnValuesOnConditionCheckFailure: onFailure } = request;
      const item = await runWrite(engine, table, statement, consumption, onFailure);
      return jsonObject({
        Items: `[${item ?? ''}]`,
        ConsumedCapacity: jsonOf(consumption.describe(request.ReturnConsumedCapacity)),
      });
    }
    const scope = tokenScope(request.Statement, parameters);
    const { items, next } = await runSelect(engine, table.definition, statement, consumption, {
      consistent: request.ConsistentRead === true,
      limit: request.Limit,
      start: request.NextToken === undefined ? undefined : decodeToken(scope, request.NextToken),
    });
    return jsonObject({
      Items: `[${items.join(',')}]`,
      NextToken: next && JSON.stringify(encodeToken(scope, next)),
      LastEvaluatedKey: jsonOf(next?.key),
      ConsumedCapacity: jsonOf(consumption.describe(request.ReturnConsumedCapacity)),
    });
  },
);
