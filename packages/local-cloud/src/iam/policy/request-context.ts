import type { ConditionContext } from '../../aws/aws-service.ts';
import type { ContextLookup } from './condition.ts';

/**
 * A lookup over several groups of condition keys, the first that has a key winning. Nothing is copied
 * before a condition asks: most statements have none.
 */
export function requestContext(...groups: (() => ConditionContext)[]): ContextLookup {
  let folded: Map<string, readonly string[]> | undefined;
  return (key) => {
    folded ??= fold(groups);
    return folded.get(key);
  };
}

function fold(groups: readonly (() => ConditionContext)[]): Map<string, readonly string[]> {
  const folded = new Map<string, readonly string[]>();
  for (const group of groups) {
    for (const [name, value] of Object.entries(group())) {
      const key = name.toLowerCase();
      if (!folded.has(key)) folded.set(key, typeof value === 'string' ? [value] : value);
    }
  }
  return folded;
}
