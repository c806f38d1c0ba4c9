import * as z from 'zod';
import { objectSchema } from './schema.ts';

/** One thing that is wrong with a request. */
export interface ProblemError {
  /** A JSON Pointer (RFC 6901) into the body, or the name of a query parameter or header. */
  readonly pointer: string;
  readonly detail: string;
}

/** An error answer, `application/problem+json` (RFC 9457). */
export interface Problem {
  /** `urn:taskyard:problem:<kind>`. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  /** `urn:uuid:<request id>`, the id that the logs carry. */
  readonly instance?: string;
  readonly errors?: readonly ProblemError[];
}

/** Every kind of problem that the functions answer, with its status and title. */
export const problemKinds: Readonly<
  Record<ProblemKind, { readonly status: number; readonly title: string }>
> = {
  'invalid-request': { status: 400, title: 'The request is not valid' },
  unauthorized: { status: 401, title: 'Sign in first' },
  forbidden: { status: 403, title: 'That is not yours to do' },
  'not-found': { status: 404, title: 'There is no such thing' },
  conflict: { status: 409, title: 'Another request is doing the same' },
  'in-the-way': { status: 409, title: 'Something stands in the way' },
  gone: { status: 410, title: 'That is too long ago' },
  'precondition-failed': { status: 412, title: 'It has changed in the meantime' },
  'content-too-large': { status: 413, title: 'The body is too large' },
  'unsupported-media-type': { status: 415, title: 'The body must be JSON' },
  'idempotency-key-reused': { status: 422, title: 'The Idempotency-Key belongs to another request' },
  'internal-error': { status: 500, title: 'Something went wrong here' },
  'provisioning-failed': { status: 502, title: 'AWS refused a step' },
  unavailable: { status: 503, title: 'Try again in a moment' },
};

export type ProblemKind =
  | 'invalid-request'
  | 'unauthorized'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'in-the-way'
  | 'gone'
  | 'precondition-failed'
  | 'content-too-large'
  | 'unsupported-media-type'
  | 'idempotency-key-reused'
  | 'internal-error'
  | 'provisioning-failed'
  | 'unavailable';

export function problemType(kind: ProblemKind): string {
  return `urn:taskyard:problem:${kind}`;
}

export const PROBLEM_MEDIA_TYPE: string = 'application/problem+json';

export const problemSchema: z.ZodType<Problem> = objectSchema<Problem>('Problem', {
  type: z.string(),
  title: z.string(),
  status: z.int().min(400).max(599),
  detail: z.string().exactOptional(),
  instance: z.string().exactOptional(),
  errors: z
    .array(objectSchema<ProblemError>('ProblemError', { pointer: z.string(), detail: z.string() }))
    .exactOptional(),
});
