import type { Operation } from '../engine.ts';
import { operation } from '../operation.ts';
import { integer, optional, structure, text } from '../shape.ts';

const MAX_PAGE = 100;
const input = structure({
  ExclusiveStartTableName: optional(text({ min: 3, max: 255, pattern: /[a-zA-Z0-9_.-]+/ })),
  Limit: optional(integer({ min: 1, max: MAX_PAGE })),
});

export const listTables: Operation = operation('ListTables', input, (engine, request, caller) => {
  caller.authorize({ action: 'dynamodb:ListTables', resource: '*' });
  const limit = request.Limit ?? MAX_PAGE;
  const after = request.ExclusiveStartTableName;
  const names = engine.catalogue
    .all()
    .map(({ definition }) => definition.name)
    .filter((name) => after === undefined || name > after);
  const page = names.slice(0, limit);
  return {
    TableNames: page,
    ...(names.length > limit && { LastEvaluatedTableName: page.at(-1) }),
  };
});
