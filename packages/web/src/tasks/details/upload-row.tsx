import type { ReactNode } from 'react';
import { Icon } from '../../shell/icons.tsx';
import { filesTexts } from '../../texts/files-texts.ts';
import styles from './attachments.module.css';
import type { Upload } from './use-uploads.ts';

export interface UploadRowProps {
  readonly upload: Upload;
  readonly onRetry: () => void;
  readonly onDrop: () => void;
}

/** A file on its way, or one that did not get there. */
export function UploadRow({ upload: { file, part, failure }, onRetry, onDrop }: UploadRowProps): ReactNode {
  return (
    <li className={styles.row}>
      <span className={styles.file}>
        <Icon name={failure === undefined ? 'export' : 'warning'} size={16} />
        <span className={styles.name}>{file.name}</span>
        {failure === undefined ? (
          <progress
            className={styles.progress}
            aria-label={filesTexts.progress(file.name)}
            value={part}
            max={1}
          />
        ) : (
          <span className={styles.failure} role="alert">
            {failure}
          </span>
        )}
      </span>
      {failure !== undefined && (
        <button
          type="button"
          className={styles.tool}
          aria-label={filesTexts.retry(file.name)}
          onClick={onRetry}
        >
          <Icon name="repeat" size={14} />
        </button>
      )}
      <button
        type="button"
        className={styles.tool}
        aria-label={filesTexts.cancel(file.name)}
        onClick={onDrop}
      >
        <Icon name="close" size={14} />
      </button>
    </li>
  );
}
