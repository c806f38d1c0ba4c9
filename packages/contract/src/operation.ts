import type * as z from 'zod';
import { type Problem, problemSchema } from './problem.ts';

/** How many bytes a body may have: more than any that the schemas take, unless it is mostly escapes or spaces. */
export const MAX_BODY_BYTES: number = 512 * 1024;

/** How deep a body may be nested: deeper than the schemas take anything. */
export const MAX_BODY_DEPTH: number = 32;

/** What a request of an operation carries. */
export interface OperationInput {
  readonly path?: unknown;
  readonly query?: unknown;
  readonly body?: unknown;
}

/** What a token may be allowed: to read or to change the things of a module. */
export type Scope = `${string}/${'read' | 'write'}`;

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Request headers that an operation may heed. */
export type RequestHeader = 'Idempotency-Key' | 'If-Match' | 'If-None-Match';

/** Response headers that an answer may carry besides those every answer has. */
export type AnswerHeader = 'ETag' | 'Link' | 'Location' | 'Idempotency-Replayed' | 'Retry-After';

export interface AnswerForm<Body> {
  readonly description: string;
  /** Absent when the answer has no body. */
  readonly schema?: z.ZodType<Body>;
  readonly headers?: readonly AnswerHeader[];
}

export type SuccessStatus = 200 | 201 | 202 | 204;
export type ProblemStatus = 400 | 401 | 403 | 404 | 409 | 410 | 412 | 413 | 415 | 422 | 500 | 502 | 503;

/** What an operation answers, by status. */
export type Answers<Body> = Readonly<
  Partial<Record<SuccessStatus, AnswerForm<Body>>> &
    Partial<Record<304, AnswerForm<never>>> &
    Partial<Record<ProblemStatus, AnswerForm<Problem>>>
>;

/** One row of the table of operations: all that the routes, the client and the OpenAPI document need. */
export interface Operation<Input extends OperationInput = OperationInput, Answer = unknown> {
  /** The module whose function serves it. */
  readonly module: string;
  /** Unique over all modules. */
  readonly name: string;
  readonly summary: string;
  readonly method: Method;
  /** The path as API Gateway writes it: `/tasks/{taskId}`. */
  readonly resource: string;
  /**
   * The OAuth scope that an access token must have. For `any` one of the API's scopes is enough, whichever it is; `none`
   * asks for no token at all.
   */
  readonly scope: Scope | 'any' | 'none';
  /** Only the people API has it: a personal access token does not reach it. */
  readonly peopleOnly?: true;
  /** How each part of the request is checked. */
  readonly input: { readonly [Part in keyof Input]: z.ZodType<Input[Part]> };
  /** The media types of the body, the preferred one first. Needed where there is a body. */
  readonly mediaTypes?: readonly string[];
  /** How many bytes the body may have; MAX_BODY_BYTES when absent. */
  readonly maxBodyBytes?: number;
  /** How deep the body may be nested; MAX_BODY_DEPTH when absent. */
  readonly maxBodyDepth?: number;
  readonly requestHeaders?: readonly RequestHeader[];
  readonly answers: Answers<Answer>;
}

const problemDescriptions: Readonly<Record<ProblemStatus, string>> = {
  400: 'Something in the request is not valid; `errors` says what and where.',
  401: 'There is no caller.',
  403: 'The caller may see it, but it is not theirs to change.',
  404: 'There is no such thing, or it belongs to somebody else.',
  409: 'Another request is doing the same, or something stands in the way; `detail` says what.',
  410: 'It is too long ago.',
  412: 'What is stored does not match If-Match.',
  413: 'The body is larger than the operation takes.',
  415: 'The body is not JSON.',
  422: 'This Idempotency-Key was used with another body.',
  500: 'The service failed; `instance` names the request in its logs.',
  502: 'AWS refused a step; `detail` says which and what is left.',
  503: 'The service cannot answer now; try again.',
};

/** The problem answers of an operation. Every operation may also answer 401, 500 and 503. */
export function problemAnswers(
  ...statuses: readonly ProblemStatus[]
): Readonly<Partial<Record<ProblemStatus, AnswerForm<Problem>>>> {
  const all: readonly ProblemStatus[] = [...statuses, 401, 500, 503];
  return Object.fromEntries(
    all.map((status) => [
      status,
      {
        description: problemDescriptions[status],
        schema: problemSchema,
        ...(status === 503 || status === 409 ? { headers: ['Retry-After'] } : {}),
      },
    ]),
  );
}

/** The methods that a resource takes for an operation: what is got also answers HEAD (RFC 9110, 9.3.2). */
export function methodsOf({ method }: Pick<Operation, 'method'>): readonly (Method | 'HEAD')[] {
  return method === 'GET' ? ['GET', 'HEAD'] : [method];
}

/** The names of the parameters in a resource template: `['taskId']` for `/tasks/{taskId}`. */
export function pathParameters(resource: string): readonly string[] {
  return [...resource.matchAll(/\{([^}+]+)\+?\}/g)].map((match) => match[1] ?? '');
}
