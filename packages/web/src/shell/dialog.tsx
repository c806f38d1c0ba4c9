import { ActionIcon } from '@mantine/core';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { actionTexts } from '../texts/action-texts.ts';
import styles from './dialog.module.css';
import { Icon } from './icons.tsx';

export interface DialogProps {
  readonly title: string;
  readonly children: ReactNode;
  /** Called when the person wants it gone. Without it, the dialog stays until its work is done. */
  readonly onClose?: () => void;
  readonly size?: 'small' | 'wide';
}

/** A modal dialog over everything: the browser keeps the focus inside and gives it back afterwards. */
export function Dialog({ title, children, onClose, size = 'small' }: DialogProps): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => shown?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className={styles.dialog}
      data-size={size}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose?.();
      }}
      onPointerDown={(event) => {
        if (event.target === dialog.current) onClose?.();
      }}
    >
      <div className={styles.content}>
        <header className={styles.header}>
          <h2 id={titleId} className={styles.title}>
            {title}
          </h2>
          {onClose !== undefined && (
            <ActionIcon variant="subtle" color="gray" aria-label={actionTexts.close} onClick={onClose}>
              <Icon name="close" />
            </ActionIcon>
          )}
        </header>
        {children}
      </div>
    </dialog>
  );
}
