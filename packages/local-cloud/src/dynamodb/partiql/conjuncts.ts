import type { Condition } from '../expressions/condition.ts';

/** The conditions that all have to hold for `condition` to hold. */
export function conjuncts(condition: Condition | undefined): Condition[] {
  if (condition === undefined) return [];
  return condition.kind === 'and'
    ? [...conjuncts(condition.left), ...conjuncts(condition.right)]
    : [condition];
}

/** The condition that all of them make; undefined for none. */
export function conjunction(conditions: readonly Condition[]): Condition | undefined {
  return conditions.length === 0
    ? undefined
    : conditions.reduce((left, right): Condition => ({ kind: 'and', left, right }));
}
