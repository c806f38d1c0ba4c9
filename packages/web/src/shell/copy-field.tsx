import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { actionTexts } from '../texts/action-texts.ts';
import styles from './copy-field.module.css';

/** A value to be taken elsewhere. */
export function CopyField({ label, value }: { readonly label: string; readonly value: string }): ReactNode {
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(value);
    setCopied(true);
  };
  return (
    <div className={styles.line}>
      <input
        className={styles.value}
        aria-label={label}
        readOnly
        value={value}
        onFocus={(event) => event.currentTarget.select()}
      />
      <Button variant="default" onClick={() => void copy().catch(() => setCopied(false))}>
        {copied ? actionTexts.copied : actionTexts.copy}
      </Button>
    </div>
  );
}
