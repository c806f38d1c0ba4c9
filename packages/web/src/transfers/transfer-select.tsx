import type { ReactNode } from 'react';
import styles from './transfers.module.css';

export interface TransferSelectProps {
  readonly label: string;
  readonly value: string;
  readonly choices: readonly (readonly [value: string, words: string])[];
  readonly onChange: (value: string) => void;
}

/** A choice of a form. */
export function TransferSelect({ label, value, choices, onChange }: TransferSelectProps): ReactNode {
  return (
    <label className={styles.field}>
      {label}
      <select
        className={styles.input}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      >
        {choices.map(([each, words]) => (
          <option key={each} value={each}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}
