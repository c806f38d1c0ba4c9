import { MAX_BODY_BYTES, MAX_BODY_DEPTH, type Operation, type OperationInput } from '@taskyard/contract';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { ApiProblem } from './api-problem.ts';
import type { Caller, Implementation, Reply } from './call.ts';
import { checkInput } from './check-input.ts';
import { bodyText, readBody } from './read-body.ts';
import { readQuery } from './read-query.ts';
import { requestHeaders } from './request-headers.ts';

/** An operation and its code, ready to take events. */
export interface Route {
  readonly name: string;
  readonly method: string;
  readonly resource: string;
  /** Nobody need be known to ask. */
  readonly open: boolean;
  respond(event: APIGatewayProxyEvent, caller: Caller): Promise<Reply<unknown>>;
}

/** Joins a row of the contract's table with its code. The input is checked before the code runs. */
export function route<Input extends OperationInput, Answer>(
  operation: Operation<Input, Answer>,
  implementation: Implementation<Input, Answer>,
): Route {
  const schemas: Operation['input'] = operation.input;
  return {
    name: operation.name,
    method: operation.method,
    resource: operation.resource,
    open: operation.scope === 'none',
    async respond(event, caller) {
      const header = requestHeaders(event);
      const input: { path?: unknown; query?: unknown; body?: unknown } = {};
      if (schemas.path !== undefined) {
        const path = checkInput(schemas.path, event.pathParameters ?? {});
        // An id that could not be one names nothing.
        if (!path.ok) throw new ApiProblem('not-found');
        input.path = path.value;
      }
      const query = readQuery(event);
      if (schemas.query === undefined) {
        const errors = Object.keys(query).map((pointer) => ({ pointer, detail: 'Not a parameter here' }));
        if (errors.length > 0) throw new ApiProblem('invalid-request', { errors: errors.slice(0, 50) });
      } else {
        const asked = checkInput(schemas.query, query);
        if (!asked.ok) {
          const errors = asked.errors.map((error) => ({ ...error, pointer: error.pointer.slice(1) }));
          throw new ApiProblem('invalid-request', { errors });
        }
        input.query = asked.value;
      }
      if (schemas.body !== undefined) {
        const raw = readBody(event, header('Content-Type'), {
          mediaTypes: operation.mediaTypes ?? ['application/json'],
          maxBytes: operation.maxBodyBytes ?? MAX_BODY_BYTES,
          maxDepth: operation.maxBodyDepth ?? MAX_BODY_DEPTH,
        });
        const body = checkInput(schemas.body, raw);
        if (!body.ok) throw new ApiProblem('invalid-request', { errors: body.errors });
        input.body = body.value;
      }
      // Each part has just been checked by the schema that gives Input its type.
      const checked = input as Input;
      return implementation({
        input: checked,
        caller,
        path: event.path,
        bodyText: () => bodyText(event),
        header,
      });
    },
  };
}
