import { type ReactNode, useId, useState } from 'react';
import { fieldTexts } from '../texts/field-texts.ts';
import { Icon } from './icons.tsx';
import styles from './labels-field.module.css';

export interface LabelsFieldProps {
  readonly labels: readonly string[];
  /** Those in use elsewhere, to choose from. */
  readonly known: readonly string[];
  readonly onChange: (labels: readonly string[]) => void;
}

const MOST = 20;

export function LabelsField({ labels, known, onChange }: LabelsFieldProps): ReactNode {
  const [text, setText] = useState('');
  const listId = useId();
  const inputId = useId();
  const add = (): void => {
    const label = text.replace(/^#/, '').trim();
    setText('');
    if (label !== '' && !labels.includes(label)) onChange([...labels, label]);
  };
  return (
    <div className={styles.field}>
      <span>
        <label htmlFor={inputId}>{fieldTexts.labels}</label>
      </span>
      <div className={styles.box}>
        {labels.map((label) => (
          <span key={label} className={styles.label}>
            {label}
            <button
              type="button"
              className={styles.remove}
              aria-label={fieldTexts.removeLabel(label)}
              onClick={() => onChange(labels.filter((other) => other !== label))}
            >
              <Icon name="close" size={12} />
            </button>
          </span>
        ))}
        {labels.length < MOST && (
          <input
            id={inputId}
            className={styles.input}
            list={listId}
            maxLength={64}
            value={text}
            placeholder={labels.length === 0 ? fieldTexts.addLabel : ''}
            autoComplete="off"
            onChange={(event) => setText(event.currentTarget.value)}
            onBlur={add}
            onKeyDown={(event) => {
              if (event.key === 'Enter' || event.key === ',') {
                event.preventDefault();
                add();
              } else if (event.key === 'Backspace' && text === '' && labels.length > 0) {
                onChange(labels.slice(0, -1));
              } else if (event.key === 'Escape' && text !== '') {
                event.preventDefault();
                setText('');
              }
            }}
          />
        )}
        <datalist id={listId}>
          {known
            .filter((label) => !labels.includes(label))
            .map((label) => (
              <option key={label} value={label} />
            ))}
        </datalist>
      </div>
    </div>
  );
}
