import type { ReactNode } from 'react';
import { Icon, type IconName } from './icons.tsx';
import styles from './notice.module.css';

export interface NoticeProps {
  readonly icon: IconName;
  readonly title: string;
  readonly children?: ReactNode;
  readonly tone?: 'plain' | 'error';
}

/** In place of a list: that it is empty, or could not be loaded. */
export function Notice({ icon, title, children, tone = 'plain' }: NoticeProps): ReactNode {
  return (
    <div className={styles.notice} data-tone={tone} role={tone === 'error' ? 'alert' : undefined}>
      <Icon name={icon} size={30} />
      <h2 className={styles.title}>{title}</h2>
      {children}
    </div>
  );
}
