import { createStore, type Store, useStore } from '../shell/store.ts';

/** What is deleted as far as this page is concerned, whatever the service still answers. */
const deletedIds: Store<ReadonlySet<string>> = createStore<ReadonlySet<string>>(new Set());

export function hideDeleted(id: string): void {
  deletedIds.set(new Set(deletedIds.get()).add(id));
}

export function showDeleted(id: string): void {
  deletedIds.set(new Set([...deletedIds.get()].filter((other) => other !== id)));
}

export function useDeletedIds(): ReadonlySet<string> {
  return useStore(deletedIds);
}
