import { removalOrder } from './removal-order.ts';
import type { ResourceRecord, StackRecord } from './stack-record.ts';

/** What takes a stack back to where it was. */
export interface RollbackSteps {
  /** Resources that were changed in place, the last one first. */
  readonly changeBack: readonly { readonly was: ResourceRecord; readonly is: ResourceRecord }[];
  /** Resources that were made, users before what they use. */
  readonly remove: readonly ResourceRecord[];
}

/** The steps from `now` back to `before`. What was replaced is still there: only a deployment that succeeds removes it. */
export function rollbackSteps(before: StackRecord, now: StackRecord): RollbackSteps {
  const changed = Object.values(now.resources)
    .map((is) => ({ is, was: before.resources[is.logicalId] }))
    .filter(({ is, was }) => is !== was);
  const made = changed.filter(({ is, was }) => was?.physicalId !== is.physicalId || was.type !== is.type);
  return {
    changeBack: changed
      .filter((change) => !made.includes(change))
      .flatMap(({ was, is }) => (was === undefined ? [] : [{ was, is }]))
      .reverse(),
    remove: removalOrder(made.map(({ is }) => is)),
  };
}
