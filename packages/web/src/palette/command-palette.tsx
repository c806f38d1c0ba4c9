import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { Icon } from '../shell/icons.tsx';
import { paletteTexts } from '../texts/palette-texts.ts';
import styles from './command-palette.module.css';
import type { PaletteEntry } from './palette-entries.ts';
import { type PaletteDoings, usePaletteEntries } from './use-palette-entries.ts';

export interface CommandPaletteProps extends PaletteDoings {
  readonly onClose: () => void;
}

/** One field that finds everything: tasks, notes, lists, pages and commands. */
export function CommandPalette({ onClose, ...doings }: CommandPaletteProps): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null);
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const { entries, searching } = usePaletteEntries(text, doings);
  const active = entries[Math.min(at, entries.length - 1)];
  useEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => shown?.close();
  }, []);
  useEffect(() => {
    if (active !== undefined) document.getElementById(active.id)?.scrollIntoView({ block: 'nearest' });
  }, [active]);

  const run = (entry: PaletteEntry | undefined): void => {
    if (entry === undefined) return;
    onClose();
    entry.run();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      setAt((Math.min(at, entries.length - 1) + step + entries.length) % entries.length);
    } else if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault();
      run(active);
    }
  };
  const groups = [...new Set(entries.map(({ group }) => group))];
  return (
    <dialog
      ref={dialog}
      className={styles.palette}
      aria-label={paletteTexts.title}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onPointerDown={(event) => {
        if (event.target === dialog.current) onClose();
      }}
    >
      <div className={styles.field}>
        <Icon name="search" />
        <input
          role="combobox"
          aria-label={paletteTexts.title}
          aria-expanded="true"
          aria-controls="palette-results"
          aria-activedescendant={active?.id}
          placeholder={paletteTexts.placeholder}
          autoComplete="off"
          spellCheck={false}
          maxLength={1024}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
        <kbd>Esc</kbd>
      </div>
      <div
        id="palette-results"
        role="listbox"
        tabIndex={-1}
        aria-label={paletteTexts.results}
        aria-busy={searching}
        className={styles.results}
      >
        {groups.map((group) => (
          // biome-ignore lint/a11y/useSemanticElements: a listbox groups its options by this role, not by a fieldset
          <div key={group} role="group" aria-label={paletteTexts.groups[group]}>
            <div className={styles.group} aria-hidden="true">
              {paletteTexts.groups[group]}
            </div>
            {entries
              .filter((entry) => entry.group === group)
              .map((entry) => (
                // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are heeded in the field, which keeps the focus
                <div
                  key={entry.id}
                  id={entry.id}
                  role="option"
                  tabIndex={-1}
                  aria-selected={entry === active}
                  className={styles.entry}
                  data-over={entry.over}
                  onPointerMove={() => setAt(entries.indexOf(entry))}
                  onClick={() => run(entry)}
                >
                  <Icon name={entry.icon} size={16} />
                  <span className={styles.label}>{entry.label}</span>
                  {entry.note !== undefined && <span className={styles.note}>{entry.note}</span>}
                </div>
              ))}
          </div>
        ))}
      </div>
    </dialog>
  );
}
