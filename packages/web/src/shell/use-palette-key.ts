import { useEffect } from 'react';
import { paletteOpen } from './palette-state.ts';

/** The palette's code. */
export const loadPalette = () => import('../palette/command-palette.tsx');

/** Opens the command palette by Ctrl or Command and K, also while somebody types, but not over another dialog. */
export function usePaletteKey(): void {
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => {
      // Whoever holds this key may press K next, and then types at once.
      if (event.key === 'Control' || event.key === 'Meta') void loadPalette();
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey) return;
      if (!paletteOpen.get() && document.querySelector('dialog[open]') !== null) return;
      event.preventDefault();
      paletteOpen.set(!paletteOpen.get());
    };
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
}
