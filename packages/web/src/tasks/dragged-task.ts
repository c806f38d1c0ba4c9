import type { Task } from '@taskyard/client';
import { createStore, type Store } from '../shell/store.ts';

/** The task under the pointer while it is dragged: until the drop, the browser does not tell what is dragged. */
export const draggedTask: Store<Task | undefined> = createStore<Task | undefined>(undefined);
