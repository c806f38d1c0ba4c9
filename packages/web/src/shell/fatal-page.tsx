import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { appTexts } from '../texts/app-texts.ts';
import { loadTexts } from '../texts/load-texts.ts';
import styles from './full-page.module.css';

/** Nothing can be shown at all. */
export function FatalPage({ error }: { readonly error: unknown }): ReactNode {
  return (
    <main className={styles.page}>
      <h1 className={styles.title}>{appTexts.cannotStart}</h1>
      <p className={styles.alert} role="alert">
        {error instanceof Error ? error.message : String(error)}
      </p>
      <Button onClick={() => location.reload()}>{loadTexts.tryAgain}</Button>
    </main>
  );
}
