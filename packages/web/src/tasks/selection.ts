import { createStore, type Store } from '../shell/store.ts';

/** The tasks of a list that are chosen, to do something to all of them. */
export interface Selection {
  readonly ids: ReadonlySet<string>;
  /** Where a stretch begins that goes on with Shift. */
  readonly anchor: string | undefined;
  /** Whether a click chooses a task instead of opening it. */
  readonly choosing: boolean;
}

const NOTHING: Selection = { ids: new Set(), anchor: undefined, choosing: false };

export const selection: Store<Selection> = createStore<Selection>(NOTHING);

/** Whether a click chooses: because the person said so, or because something is chosen already. */
export function isChoosing({ ids, choosing }: Selection): boolean {
  return choosing || ids.size > 0;
}

export function toggleSelected(id: string): void {
  const { ids, choosing } = selection.get();
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  selection.set({ ids: next, anchor: id, choosing });
}

/** Chooses everything from where the stretch began up to `id`, in the order of `all`. */
export function selectUpTo(all: readonly string[], id: string): void {
  const { ids, anchor = id, choosing } = selection.get();
  const ends = [all.indexOf(anchor), all.indexOf(id)].sort((a, b) => a - b);
  const stretch = all.slice(Math.max(0, ends[0] ?? 0), (ends[1] ?? 0) + 1);
  selection.set({ ids: new Set([...ids, ...stretch]), anchor, choosing });
}

export function selectAll(ids: readonly string[]): void {
  selection.set({ ...selection.get(), ids: new Set(ids) });
}

export function startChoosing(): void {
  selection.set({ ...selection.get(), choosing: true });
}

export function clearSelection(): void {
  selection.set(NOTHING);
}
