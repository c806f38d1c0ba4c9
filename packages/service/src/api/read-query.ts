import type { APIGatewayProxyEvent } from 'aws-lambda';
import { invalidRequest } from './api-problem.ts';

/** The query parameters by name. One that is given twice is refused: nobody can know which was meant. */
export function readQuery(
  event: Pick<APIGatewayProxyEvent, 'queryStringParameters' | 'multiValueQueryStringParameters'>,
): Readonly<Record<string, string>> {
  for (const [name, values] of Object.entries(event.multiValueQueryStringParameters ?? {})) {
    if (values !== undefined && values.length > 1) throw invalidRequest(name, 'Given more than once');
  }
  return Object.fromEntries(
    Object.entries(event.queryStringParameters ?? {}).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  );
}
