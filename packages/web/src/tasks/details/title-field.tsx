import type { Task } from '@taskyard/client';
import type { ReactNode } from 'react';
import { fieldTexts } from '../../texts/field-texts.ts';
import styles from './title-field.module.css';
import { useTextField } from './use-text-field.ts';

export function TitleField({
  task,
  etag,
}: {
  readonly task: Task;
  readonly etag: string | undefined;
}): ReactNode {
  const field = useTextField('title', task, etag);
  return (
    <textarea
      className={styles.title}
      aria-label={fieldTexts.title}
      rows={1}
      maxLength={1024}
      value={field.text}
      onChange={(event) => field.type(event.currentTarget.value)}
      onBlur={field.save}
      onKeyDown={(event) => {
        if (event.key === 'Enter') {
          event.preventDefault();
          event.currentTarget.blur();
        }
        if (event.key === 'Escape' && field.dirty) {
          event.preventDefault();
          field.giveUp();
        }
      }}
    />
  );
}
