import { type ReactNode, useEffect } from 'react';
import { appTexts } from '../texts/app-texts.ts';
import styles from './page.module.css';

export interface PageProps {
  readonly title: string;
  /** Beside the title: how many, which day. */
  readonly note?: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  /** As wide as there is room, for boards and drawings. */
  readonly wide?: boolean;
}

/** The frame of every page: its title, also in the tab, and its content. */
export function Page({ title, note, actions, children, wide = false }: PageProps): ReactNode {
  useEffect(() => {
    document.title = `${title} · ${appTexts.name}`;
  }, [title]);
  return (
    <div className={styles.page} data-wide={wide || undefined}>
      <header className={styles.header}>
        <h1 className={styles.title}>{title}</h1>
        {note !== undefined && <p className={styles.note}>{note}</p>}
        {actions !== undefined && <div className={styles.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}
