import { onlineManager, useMutationState } from '@tanstack/react-query';
import { type ReactNode, useSyncExternalStore } from 'react';
import { shellTexts } from '../texts/shell-texts.ts';
import styles from './connection-banner.module.css';
import { Icon } from './icons.tsx';

/** Says that the service cannot be reached, and how many changes wait for it. */
export function ConnectionBanner(): ReactNode {
  const online = useSyncExternalStore(
    (listener) => onlineManager.subscribe(listener),
    () => onlineManager.isOnline(),
  );
  const waiting = useMutationState({ filters: { status: 'pending' }, select: () => true }).length;
  return (
    <div role="status">
      {!online && (
        <p className={styles.banner}>
          <Icon name="cloudOff" />
          {shellTexts.offline(waiting)}
        </p>
      )}
    </div>
  );
}
