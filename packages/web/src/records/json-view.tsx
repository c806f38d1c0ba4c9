import type { ReactNode } from 'react';
import styles from './json-view.module.css';

/** So deep, a value is open from the start. */
const OPEN_DEPTH = 4;

export interface JsonViewProps {
  readonly value: unknown;
  readonly name?: string;
  readonly depth?: number;
}

/** A JSON value; objects and lists open and close. */
export function JsonView({ value, name, depth = 0 }: JsonViewProps): ReactNode {
  const label = name === undefined ? null : <span className={styles.name}>{name}: </span>;
  if (typeof value !== 'object' || value === null) {
    return (
      <div className={styles.line}>
        {label}
        <span className={styles.value} data-type={value === null ? 'null' : typeof value}>
          {JSON.stringify(value)}
        </span>
      </div>
    );
  }
  const entries = Object.entries(value);
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  if (entries.length === 0) {
    return (
      <div className={styles.line}>
        {label}
        {open}
        {close}
      </div>
    );
  }
  return (
    <details className={styles.group} open={depth < OPEN_DEPTH}>
      <summary>
        {label}
        <span className={styles.size}>
          {open} {entries.length} {close}
        </span>
      </summary>
      <div className={styles.inner}>
        {entries.map(([key, inner]) => (
          <JsonView key={key} name={key} value={inner} depth={depth + 1} />
        ))}
      </div>
    </details>
  );
}
