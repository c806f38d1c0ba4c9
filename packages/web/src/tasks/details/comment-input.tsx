import type { ReactNode } from 'react';
import { detailsTexts } from '../../texts/details-texts.ts';
import styles from './comments.module.css';

export interface CommentInputProps {
  readonly label: string;
  readonly text: string;
  readonly onChange: (text: string) => void;
  readonly onSend: () => void;
  /** What Escape does; without it, it does nothing here. */
  readonly onCancel?: () => void;
}

/** Where a comment is written. */
export function CommentInput({ label, text, onChange, onSend, onCancel }: CommentInputProps): ReactNode {
  return (
    <textarea
      className={styles.input}
      aria-label={label}
      placeholder={label}
      title={detailsTexts.comments.hint}
      maxLength={8192}
      rows={1}
      value={text}
      ref={(input) => {
        if (onCancel !== undefined) input?.focus();
      }}
      onChange={(event) => onChange(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          onSend();
        } else if (event.key === 'Escape' && onCancel !== undefined) {
          event.preventDefault();
          onCancel();
        }
      }}
    />
  );
}
