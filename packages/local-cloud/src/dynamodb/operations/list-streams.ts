import { type Operation, tableArn, tableReference } from '../engine.ts';
import { operation } from '../operation.ts';
import { integer, optional, structure, text } from '../shape.ts';
import { managedTableName } from '../table-names.ts';

const MAX_PAGE = 100;
const input = structure({
  TableName: optional(managedTableName),
  Limit: optional(integer({ min: 1, max: MAX_PAGE })),
  ExclusiveStartStreamArn: optional(text({ min: 37, max: 1024 })),
});

export const listStreams: Operation = operation('ListStreams', input, (engine, request, caller) => {
  const only = request.TableName === undefined ? undefined : tableReference(engine, request.TableName);
  caller.authorize({
    action: 'dynamodb:ListStreams',
    resource: only === undefined ? '*' : `${only.arn}/stream/*`,
  });
  const streams = engine.catalogue.all().flatMap(({ definition: { name, stream } }) =>
    stream === undefined || (only !== undefined && only.name !== name)
      ? []
      : [
          {
            StreamArn: `${tableArn(engine, name)}/stream/${stream.label}`,
            TableName: name,
            StreamLabel: stream.label,
          },
        ],
  );
  const after = request.ExclusiveStartStreamArn;
  const start = after === undefined ? 0 : streams.findIndex(({ StreamArn }) => StreamArn === after) + 1;
  const limit = request.Limit ?? MAX_PAGE;
  const page = streams.slice(start, start + limit);
  return {
    Streams: page,
    ...(start + limit < streams.length && { LastEvaluatedStreamArn: page.at(-1)?.StreamArn }),
  };
});
