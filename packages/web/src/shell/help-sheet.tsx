import type { ReactNode } from 'react';
import { DOCS_PATH } from '../session/return-path.ts';
import { helpTexts } from '../texts/help-texts.ts';
import { Dialog } from './dialog.tsx';
import styles from './help-sheet.module.css';

/** Every key that does something, and the words that quick add understands. */
export function HelpSheet({ onClose }: { readonly onClose: () => void }): ReactNode {
  return (
    <Dialog title={helpTexts.title} size="wide" onClose={onClose}>
      <div className={styles.groups}>
        {helpTexts.groups.map(({ title, rows }) => (
          <section key={title}>
            <h3 className={styles.title}>{title}</h3>
            <dl className={styles.rows}>
              {rows.map(([keys, meaning]) => (
                <div key={keys} className={styles.row}>
                  <dt>
                    {keys.split(' ').map((key) => (
                      <kbd key={key}>{key}</kbd>
                    ))}
                  </dt>
                  <dd>{meaning}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        <section>
          <h3 className={styles.title}>{helpTexts.quickAdd}</h3>
          <dl className={styles.rows}>
            {helpTexts.words.map(([words, meaning]) => (
              <div key={words} className={styles.row}>
                <dt>
                  <code>{words}</code>
                </dt>
                <dd>{meaning}</dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
      {/* A page of its own, not one of the application's. */}
      <a href={DOCS_PATH}>{helpTexts.api}</a>
    </Dialog>
  );
}
