import type { ProblemError } from '@taskyard/contract';
import type * as z from 'zod';

/** The value that `schema` makes of `raw`, or what is wrong with it, at most 50 things. */
export type Checked<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly errors: readonly ProblemError[] };

export function checkInput<Value>(schema: z.ZodType<Value>, raw: unknown): Checked<Value> {
  const result = schema.safeParse(raw);
  if (result.success) return { ok: true, value: result.data };
  return { ok: false, errors: result.error.issues.flatMap(errorsOf).slice(0, 50) };
}

function errorsOf(issue: z.core.$ZodIssue): readonly ProblemError[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      pointer: jsonPointer([...issue.path, key]),
      detail: `There is no ${key.slice(0, 100)} to set`,
    }));
  }
  const missing = issue.code === 'invalid_type' && issue.message.endsWith('received undefined');
  return [{ pointer: jsonPointer(issue.path), detail: missing ? 'Missing' : issue.message }];
}

/** RFC 6901. */
export function jsonPointer(path: readonly PropertyKey[]): string {
  return path
    .map((part) => `/${String(part).slice(0, 100).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
}
