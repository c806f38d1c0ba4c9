/** One piece of work that a request led to, and how long it took. Never holds a secret, a query or a body. */
export interface Span {
  /** A request to an API; what let it pass or refused it; a function's run; a call of an AWS operation. */
  readonly kind: 'request' | 'authorizer' | 'function' | 'call';
  /** `GET /dev/tasks/1`, the authorizer's rule, the function's name, `dynamodb PutItem`. */
  readonly name: string;
  readonly requestId: string;
  /** What the work of one request has in common; see `traceKey`. */
  readonly traceId: string | undefined;
  /** When it began, in milliseconds since the epoch with their fractions. */
  readonly at: number;
  /** Milliseconds. */
  readonly duration: number;
  /** The status of the answer. */
  readonly status?: number;
  /** The milliseconds that a function's environment took to start, where this run was its first. */
  readonly coldStart?: number;
  /** Where a function's run wrote its lines. */
  readonly logGroup?: string;
}

/** The times of what began at `begun` on the clock of `performance` and ends now. */
export function spanTimes(begun: number, ended: number = performance.now()): Pick<Span, 'at' | 'duration'> {
  return { at: performance.timeOrigin + begun, duration: ended - begun };
}
