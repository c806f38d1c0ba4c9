import { Loader } from '@mantine/core';
import type { Transfer } from '@taskyard/client';
import type { ReactNode } from 'react';
import { transferTexts } from '../texts/transfer-texts.ts';
import styles from './transfers.module.css';

/** How often one looks whether something is done, in milliseconds. */
export const LOOK_AGAIN_MS = 1_000;

export interface TransferProgressProps {
  readonly transfer: Pick<Transfer, 'failure'> & { readonly status: string };
  /** What is said while it is under way. */
  readonly running: string;
  /** What is shown once it is done. */
  readonly children: ReactNode;
}

/** How far an export or import is. */
export function TransferProgress({ transfer, running, children }: TransferProgressProps): ReactNode {
  return (
    <div className={styles.progress} role="status">
      {transfer.status === 'SUCCEEDED' ? (
        children
      ) : transfer.status === 'FAILED' ? (
        <p className={styles.failure}>
          {transferTexts.failed}
          {transfer.failure !== undefined && `: ${transfer.failure}`}
        </p>
      ) : (
        <p className={styles.running}>
          <Loader size="xs" aria-hidden="true" />
          {running}
        </p>
      )}
    </div>
  );
}

export function isUnderWay(status: string | undefined): boolean {
  return status === 'PENDING' || status === 'RUNNING';
}
