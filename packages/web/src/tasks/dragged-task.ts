import type { Task } from '@taskyard/client';
import { createStore, type Store } from '../shell/store.ts';

/** The task under the pointer while it is dragged: until the drop, the browser does not tell what is dragged. */
export const draggedTask: Store<Task | undefined> = createStore<Task | undefined>(undefined);

/** Where a dragged task would come to stand: beside another one. */
export interface DropPlace {
  readonly besideId: string;
  readonly side: 'before' | 'after';
}

/** The place under the pointer while a task is dragged. */
export const dropPlace: Store<DropPlace | undefined> = createStore<DropPlace | undefined>(undefined);

/** Marks the side of a row that the pointer, at the height `y`, is nearer to. */
export function markDropPlace(row: Element, besideId: string, y: number): void {
  const { top, height } = row.getBoundingClientRect();
  const side = y < top + height / 2 ? 'before' : 'after';
  const marked = dropPlace.get();
  if (marked?.besideId !== besideId || marked.side !== side) dropPlace.set({ besideId, side });
}

/** Ends a drag; gives what was dragged and where to, if it was over a place. */
export function takeDrop(): { readonly task: Task; readonly place: DropPlace } | undefined {
  const [task, place] = [draggedTask.get(), dropPlace.get()];
  draggedTask.set(undefined);
  dropPlace.set(undefined);
  return task === undefined || place === undefined || place.besideId === task.id
    ? undefined
    : { task, place };
}
