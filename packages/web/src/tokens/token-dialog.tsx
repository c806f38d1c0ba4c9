import { Button } from '@mantine/core';
import type { NewlyMadeToken } from '@taskyard/client';
import type { ReactNode } from 'react';
import { CopyField } from '../shell/copy-field.tsx';
import { Dialog } from '../shell/dialog.tsx';
import { tokenTexts } from '../texts/token-texts.ts';
import styles from './token-dialog.module.css';

/** The value of a new token, this one time. */
export function TokenDialog({
  token,
  onClose,
}: {
  readonly token: NewlyMadeToken;
  readonly onClose: () => void;
}): ReactNode {
  return (
    <Dialog title={tokenTexts.made(token.name)} size="wide">
      <p>{tokenTexts.once}</p>
      <CopyField label={tokenTexts.value} value={token.token} />
      <div className={styles.buttons}>
        <Button onClick={onClose}>{tokenTexts.done}</Button>
      </div>
    </Dialog>
  );
}
