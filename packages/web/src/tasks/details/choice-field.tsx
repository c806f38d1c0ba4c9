import type { ReactNode } from 'react';
import styles from './task-details.module.css';

export interface ChoiceFieldProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly choices: readonly Value[];
  readonly words: Readonly<Record<Value, string>>;
  readonly onChange: (value: Value) => void;
}

/** One of a few values. */
export function ChoiceField<Value extends string>({
  label,
  value,
  choices,
  words,
  onChange,
}: ChoiceFieldProps<Value>): ReactNode {
  return (
    <label className={styles.field}>
      <span>{label}</span>
      <select
        className={styles.control}
        value={value}
        onChange={(event) => {
          const choice = choices.find((name) => name === event.currentTarget.value);
          if (choice !== undefined) onChange(choice);
        }}
      >
        {choices.map((choice) => (
          <option key={choice} value={choice}>
            {words[choice]}
          </option>
        ))}
      </select>
    </label>
  );
}
