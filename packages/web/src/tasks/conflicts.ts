import { createStore, type Store } from '../shell/store.ts';
import type { Conflict } from './conflict.ts';

/** The conflicts that the person has not decided yet, the oldest first. */
export const conflicts: Store<readonly Conflict[]> = createStore<readonly Conflict[]>([]);

export function reportConflict(conflict: Conflict): void {
  conflicts.set([...conflicts.get().filter(({ taskId }) => taskId !== conflict.taskId), conflict]);
}

export function settleConflict(conflict: Conflict): void {
  conflicts.set(conflicts.get().filter((other) => other !== conflict));
}
