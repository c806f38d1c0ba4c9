import { type Problem, problemSchema } from '@taskyard/contract';

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
  const problem = problemSchema.safeParse(json);
  if (problem.success) return problem.data;
  const title = typeof json === 'object' && json !== null && 'message' in json ? json.message : undefined;
  return { type: 'about:blank', title: typeof title === 'string' ? title : 'The request failed', status };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
