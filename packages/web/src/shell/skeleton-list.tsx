import type { ReactNode } from 'react';
import { loadTexts } from '../texts/load-texts.ts';
import styles from './skeleton-list.module.css';

const WIDTHS = ['62%', '44%', '71%', '38%', '55%', '49%'];

/** Stands where a list will be. */
export function SkeletonList(): ReactNode {
  return (
    <div className={styles.list} role="status" aria-label={loadTexts.loading}>
      {WIDTHS.map((width) => (
        <div key={width} className={styles.row}>
          <span className={styles.circle} />
          <span className={styles.bar} style={{ width }} />
        </div>
      ))}
    </div>
  );
}
