import { Loader } from '@mantine/core';
import type { ReactNode } from 'react';
import { loadTexts } from '../texts/load-texts.ts';
import styles from './full-page.module.css';

export function FullPageLoader(): ReactNode {
  return (
    <main className={styles.page} aria-busy="true">
      <Loader type="dots" aria-label={loadTexts.loading} />
    </main>
  );
}
