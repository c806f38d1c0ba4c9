import type { ChecklistEntry } from '@taskyard/client';
import { type ReactNode, useState } from 'react';
import { Icon } from '../../shell/icons.tsx';
import { fieldTexts } from '../../texts/field-texts.ts';
import styles from './checklist-field.module.css';
import section from './section.module.css';

export interface ChecklistFieldProps {
  readonly entries: readonly ChecklistEntry[];
  readonly onChange: (entries: readonly ChecklistEntry[]) => void;
}

const MOST = 50;

/** The steps of a task, to be ticked off. */
export function ChecklistField({ entries, onChange }: ChecklistFieldProps): ReactNode {
  const [text, setText] = useState('');
  const add = (): void => {
    const line = text.trim();
    setText('');
    if (line !== '') onChange([...entries, { id: crypto.randomUUID(), text: line, done: false }]);
  };
  return (
    <section className={section.section} aria-labelledby="checklist-title">
      <h2 id="checklist-title" className={section.heading}>
        {fieldTexts.checklist}
        {entries.length > 0 && <span className={section.count}>{fieldTexts.progress(entries)}</span>}
      </h2>
      <ul className={styles.list}>
        {entries.map((entry) => (
          <li key={entry.id} className={styles.entry}>
            <label className={styles.label} data-done={entry.done || undefined}>
              <input
                type="checkbox"
                checked={entry.done}
                onChange={() =>
                  onChange(
                    entries.map((other) => (other === entry ? { ...entry, done: !entry.done } : other)),
                  )
                }
              />
              {entry.text}
            </label>
            <button
              type="button"
              className={styles.remove}
              aria-label={fieldTexts.removeLabel(entry.text)}
              onClick={() => onChange(entries.filter((other) => other !== entry))}
            >
              <Icon name="close" size={14} />
            </button>
          </li>
        ))}
      </ul>
      {entries.length < MOST && (
        <input
          className={section.input}
          aria-label={fieldTexts.addStep}
          placeholder={fieldTexts.addStep}
          maxLength={256}
          value={text}
          autoComplete="off"
          onChange={(event) => setText(event.currentTarget.value)}
          onBlur={add}
          onKeyDown={(event) => {
            if (event.key === 'Enter') {
              event.preventDefault();
              add();
            }
          }}
        />
      )}
    </section>
  );
}
