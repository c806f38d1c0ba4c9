import { Button } from '@mantine/core';
import type { NewlyMadeToken } from '@taskyard/client';
import { type ReactNode, useState } from 'react';
import { Dialog } from '../shell/dialog.tsx';
import { texts } from '../texts.ts';
import styles from './token-dialog.module.css';

/** The value of a new token, this one time. */
export function TokenDialog({
  token,
  onClose,
}: {
  readonly token: NewlyMadeToken;
  readonly onClose: () => void;
}): ReactNode {
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(token.token);
    setCopied(true);
  };
  return (
    <Dialog title={texts.tokens.made(token.name)} size="wide">
      <p>{texts.tokens.once}</p>
      <input
        className={styles.value}
        aria-label={texts.tokens.value}
        readOnly
        value={token.token}
        onFocus={(event) => event.currentTarget.select()}
      />
      <div className={styles.buttons}>
        <Button variant="default" onClick={() => void copy().catch(() => setCopied(false))}>
          {copied ? texts.tokens.copied : texts.tokens.copy}
        </Button>
        <Button onClick={onClose}>{texts.tokens.done}</Button>
      </div>
    </Dialog>
  );
}
