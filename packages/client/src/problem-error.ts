import type { Problem } from '@taskyard/contract';

/** An answer that says no. `problem` is what the service said, or made from what API Gateway said. */
export class ProblemError extends Error {
  override name = 'ProblemError';
  readonly status: number;
  readonly problem: Problem;
  /** Seconds after which another try makes sense, when the answer says so. */
  readonly retryAfter: number | undefined;

  constructor(problem: Problem, retryAfter?: number, options?: ErrorOptions) {
    super(
      [`${problem.status} ${problem.title}`, problem.detail, ...faults(problem)].filter(Boolean).join(': '),
      options,
    );
    this.status = problem.status;
    this.problem = problem;
    this.retryAfter = retryAfter;
  }
}

function faults({ errors = [] }: Problem): readonly string[] {
  return errors.length === 0
    ? []
    : [errors.map(({ pointer, detail }) => `${pointer} ${detail}`.trim()).join('; ')];
}

/** Reads a refusal of the service (RFC 9457), of API Gateway (`{"message": ...}`) or of something in between. */
export async function problemError(response: Response): Promise<ProblemError> {
  const text = await response.text();
  const retryAfter = Number(response.headers.get('Retry-After') ?? Number.NaN);
  return new ProblemError(
    readProblem(text, response.status),
    Number.isFinite(retryAfter) ? retryAfter : undefined,
  );
}

function readProblem(text: string, status: number): Problem {
  const json = parse(text);
  if (isProblem(json)) return json;
  const title = typeof json === 'object' && json !== null && 'message' in json ? json.message : undefined;
  return { type: 'about:blank', title: typeof title === 'string' ? title : 'The request failed', status };
}

/** Looks by hand, so that a browser need not load the schemas to read a refusal. */
function isProblem(json: unknown): json is Problem {
  if (typeof json !== 'object' || json === null) return false;
  const { type, title, status, detail, instance, errors }: Partial<Record<keyof Problem, unknown>> = json;
  return (
    typeof type === 'string' &&
    typeof title === 'string' &&
    typeof status === 'number' &&
    status >= 400 &&
    status <= 599 &&
    isTextOrAbsent(detail) &&
    isTextOrAbsent(instance) &&
    (errors === undefined || (Array.isArray(errors) && errors.every(isProblemPart)))
  );
}

function isProblemPart(part: unknown): boolean {
  if (typeof part !== 'object' || part === null) return false;
  return (
    'pointer' in part &&
    typeof part.pointer === 'string' &&
    'detail' in part &&
    typeof part.detail === 'string'
  );
}

function isTextOrAbsent(value: unknown): boolean {
  return value === undefined || typeof value === 'string';
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
