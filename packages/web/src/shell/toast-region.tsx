import type { ReactNode } from 'react';
import { actionTexts } from '../texts/action-texts.ts';
import { shellTexts } from '../texts/shell-texts.ts';
import { Icon } from './icons.tsx';
import { useStore } from './store.ts';
import styles from './toast-region.module.css';
import { dismissToast, runToastAction, toasts } from './toasts.ts';

/** The short messages, read out by screen readers as they come. */
export function ToastRegion(): ReactNode {
  const shown = useStore(toasts);
  const newestUndo = shown.findLast(({ action }) => action !== undefined)?.id;
  return (
    <section className={styles.region} aria-label={shellTexts.messages} aria-live="polite">
      {shown.map(({ id, message, tone, action }) => (
        <div key={id} className={styles.toast} data-tone={tone}>
          <span className={styles.message}>{message}</span>
          {action !== undefined && (
            <button type="button" className={styles.action} onClick={() => runToastAction(id)}>
              {action.label}
              {id === newestUndo && <kbd className={styles.key}>z</kbd>}
            </button>
          )}
          <button
            type="button"
            className={styles.close}
            aria-label={actionTexts.dismiss}
            onClick={() => dismissToast(id)}
          >
            <Icon name="close" size={16} />
          </button>
        </div>
      ))}
    </section>
  );
}
