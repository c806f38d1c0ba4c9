import { useEffect } from 'react';
import { paletteOpen } from './palette-state.ts';

/** Opens the command palette by Ctrl or Command and K, also while somebody types, but not over another dialog. */
export function usePaletteKey(): void {
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey) return;
      if (!paletteOpen.get() && document.querySelector('dialog[open]') !== null) return;
      event.preventDefault();
      paletteOpen.set(!paletteOpen.get());
    };
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
}
