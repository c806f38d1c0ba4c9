import { type ReactNode, useId } from 'react';
import styles from './profile.module.css';

export interface ProfileSectionProps {
  readonly title: string;
  readonly text?: string;
  /** Beside the title: whether something is on. */
  readonly state?: ReactNode;
  readonly children: ReactNode;
}

export function ProfileSection({ title, text, state, children }: ProfileSectionProps): ReactNode {
  const id = useId();
  return (
    <section className={styles.section} aria-labelledby={id}>
      <header className={styles.header}>
        <h2 id={id} className={styles.title}>
          {title}
        </h2>
        {state}
      </header>
      {text !== undefined && <p className={styles.text}>{text}</p>}
      {children}
    </section>
  );
}
