import {
  type Problem,
  type ProblemError,
  type ProblemKind,
  problemKinds,
  problemType,
} from '@taskyard/contract';

export interface ApiProblemOptions extends ErrorOptions {
  readonly detail?: string;
  readonly errors?: readonly ProblemError[];
  /** Seconds after which another try makes sense. */
  readonly retryAfter?: number;
}

/** An outcome that the caller hears of as `application/problem+json`. */
export class ApiProblem extends Error {
  override name = 'ApiProblem';
  readonly kind: ProblemKind;
  readonly errors: readonly ProblemError[] | undefined;
  readonly detail: string | undefined;
  readonly retryAfter: number | undefined;

  constructor(kind: ProblemKind, options: ApiProblemOptions = {}) {
    super(options.detail ?? problemKinds[kind].title, options);
    this.kind = kind;
    this.detail = options.detail;
    this.errors = options.errors;
    this.retryAfter = options.retryAfter;
  }

  get status(): number {
    return problemKinds[this.kind].status;
  }
}

/** The body of a problem answer. `requestId` is API Gateway's. */
export function problemBody(problem: ApiProblem, requestId: string): Problem {
  return {
    type: problemType(problem.kind),
    title: problemKinds[problem.kind].title,
    status: problem.status,
    ...(problem.detail === undefined ? {} : { detail: problem.detail }),
    instance: `urn:uuid:${requestId}`,
    ...(problem.errors === undefined ? {} : { errors: problem.errors }),
  };
}

/** A 400 that names one thing. */
export function invalidRequest(pointer: string, detail: string): ApiProblem {
  return new ApiProblem('invalid-request', { errors: [{ pointer, detail }] });
}
