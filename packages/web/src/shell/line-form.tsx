import type { FormEvent, ReactNode } from 'react';
import { Icon, type IconName } from './icons.tsx';
import styles from './line-form.module.css';

export interface LineFormProps {
  readonly icon: IconName;
  readonly onSubmit: (event: FormEvent) => void;
  /** An input with its name, and its button. */
  readonly children: ReactNode;
}

/** One line that makes something. */
export function LineForm({ icon, onSubmit, children }: LineFormProps): ReactNode {
  return (
    <form onSubmit={onSubmit}>
      <div className={styles.field}>
        <Icon name={icon} />
        {children}
      </div>
    </form>
  );
}
