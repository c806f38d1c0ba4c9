import { useSyncExternalStore } from 'react';

const NARROW = matchMedia('(max-width: 55rem)');

/** Whether there is room for one thing at a time only. */
export function useNarrow(): boolean {
  return useSyncExternalStore(
    (listener) => {
      NARROW.addEventListener('change', listener);
      return () => NARROW.removeEventListener('change', listener);
    },
    () => NARROW.matches,
  );
}
