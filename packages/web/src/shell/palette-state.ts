import { createStore, type Store } from './store.ts';

/** Whether the command palette is open. */
export const paletteOpen: Store<boolean> = createStore(false);
