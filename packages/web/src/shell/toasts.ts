import { createStore, type Store } from './store.ts';

/** A short message at the edge of the screen. */
export interface Toast {
  readonly id: number;
  readonly message: string;
  readonly tone: 'plain' | 'error';
  /** What its button does, once. */
  readonly action?: { readonly label: string; readonly run: () => void };
  /** Called when it goes without its action having been run. */
  readonly onGone?: () => void;
}

/** How long a message stays, and its action is offered. */
export const SHOWN_MS = 6_000;
const ERROR_SHOWN_MS = 12_000;
const MOST = 3;

export const toasts: Store<readonly Toast[]> = createStore<readonly Toast[]>([]);
const timers = new Map<number, ReturnType<typeof setTimeout>>();
let lastId = 0;

/** Shows a toast for a while; gives its id. */
export function showToast(toast: Omit<Toast, 'id'>): number {
  lastId += 1;
  const id = lastId;
  toasts.set([...toasts.get(), { ...toast, id }]);
  const timer = setTimeout(() => dismissToast(id), toast.tone === 'error' ? ERROR_SHOWN_MS : SHOWN_MS);
  timers.set(id, timer);
  for (const old of toasts.get().slice(0, -MOST)) dismissToast(old.id);
  return id;
}

export function dismissToast(id: number): void {
  takeToast(id)?.onGone?.();
}

/** Runs the action of a toast and takes the toast away. */
export function runToastAction(id: number): void {
  takeToast(id)?.action?.run();
}

/** Runs the action of the newest toast that has one; tells whether there was one. */
export function runLastAction(): boolean {
  const toast = toasts.get().findLast(({ action }) => action !== undefined);
  if (toast === undefined) return false;
  runToastAction(toast.id);
  return true;
}

function takeToast(id: number): Toast | undefined {
  const toast = toasts.get().find((candidate) => candidate.id === id);
  clearTimeout(timers.get(id));
  timers.delete(id);
  toasts.set(toasts.get().filter((other) => other !== toast));
  return toast;
}
