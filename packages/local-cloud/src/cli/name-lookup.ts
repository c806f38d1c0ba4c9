import { UsageError } from './usage-error.ts';

/**
 * The one of `names` that is meant: the exact one, else the only one that holds what was typed, in capitals or not.
 * Throws UsageError with those that it could be.
 */
export function namedOne(kind: string, typed: string, names: readonly string[]): string {
  if (names.includes(typed)) return typed;
  const part = typed.toLowerCase();
  const [only, ...others] = names.filter((name) => name.toLowerCase().includes(part));
  if (only !== undefined && others.length === 0) return only;
  const choice = only === undefined ? names : [only, ...others];
  const reason = only === undefined ? `No ${kind} is named ${typed}` : `${typed} could be several ${kind}s`;
  throw new UsageError(
    choice.length === 0
      ? `${reason}: there is none.`
      : `${reason}. There are:\n${choice.map((name) => `  ${name}`).join('\n')}`,
  );
}
