import { useCallback, useState } from 'react';

const PREFIX = 'taskyard.draft.';

/** Text that was typed and not yet sent. It outlives a reload and the way to the sign-in pages, in this tab. */
export function useDraft(name: string): readonly [text: string, setText: (text: string) => void] {
  const [text, setText] = useState(() => readDraft(name));
  const change = useCallback(
    (next: string) => {
      setText(next);
      keepDraft(name, next);
    },
    [name],
  );
  return [text, change];
}

export function readDraft(name: string): string {
  return sessionStorage.getItem(PREFIX + name) ?? '';
}

export function keepDraft(name: string, text: string): void {
  if (text === '') sessionStorage.removeItem(PREFIX + name);
  else sessionStorage.setItem(PREFIX + name, text);
}
