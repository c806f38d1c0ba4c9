import { useEffect, useRef } from 'react';

/** What each key does, by `KeyboardEvent.key`: `n`, `Alt+ArrowUp`; a sequence is written with a space: `g t`. */
export type Shortcuts = Readonly<Record<string, (event: KeyboardEvent) => void>>;

/** How long after its first key a sequence may go on. */
const SEQUENCE_MS = 1_200;

/** Heeds keys anywhere on the page, but not while somebody types, and not below a dialog. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const current = useRef(shortcuts);
  useEffect(() => {
    current.current = shortcuts;
  });
  useEffect(() => {
    let first: { readonly key: string; readonly at: number } | undefined;
    const listener = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey) return;
      if (isTyping(event.target) || document.querySelector('dialog[open]') !== null) return;
      const key = `${event.altKey ? 'Alt+' : ''}${event.key}`;
      const pair =
        first !== undefined && event.timeStamp - first.at < SEQUENCE_MS ? `${first.key} ${key}` : '';
      const run = current.current[pair] ?? current.current[key];
      const opens = Object.keys(current.current).some((name) => name.startsWith(`${key} `));
      first = opens && pair === '' ? { key, at: event.timeStamp } : undefined;
      if (run === undefined) return;
      event.preventDefault();
      run(event);
    };
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
}

/** Whether keys are text here. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'button'].includes(target.type);
  return target.isContentEditable || target.matches('textarea, select');
}
