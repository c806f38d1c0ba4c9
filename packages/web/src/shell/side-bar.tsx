import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useAuth } from 'react-oidc-context';
import markUrl from '../icon.svg';
import { useSession } from '../session/session.ts';
import { ListsNav } from '../tasks/lists/lists-nav.tsx';
import { texts } from '../texts.ts';
import { Icon } from './icons.tsx';
import { places } from './navigation.ts';
import { SchemeSwitch } from './scheme-switch.tsx';
import styles from './side-bar.module.css';

export interface SideBarProps {
  readonly className?: string | undefined;
  /** In a dialog, which has a title of its own. */
  readonly inDialog?: boolean;
  readonly onHelp: () => void;
  /** Called when a place was chosen. */
  readonly onGo?: () => void;
}

export function SideBar({ className = '', inDialog = false, onHelp, onGo }: SideBarProps): ReactNode {
  const session = useSession();
  const email = useAuth().user?.profile.email;
  // A landmark of the page; in a dialog there are no others to find the way between.
  const Frame = inDialog ? 'div' : 'header';
  return (
    <Frame className={`${inDialog ? styles.inDialog : styles.bar} ${className}`}>
      {!inDialog && (
        <div className={styles.brand}>
          <img src={markUrl} alt="" width={26} height={26} />
          {texts.app.name}
        </div>
      )}
      <nav aria-label={inDialog ? texts.shell.menuPlaces : texts.shell.places} className={styles.places}>
        {places.map((group, index) => (
          <div key={group.title} className={styles.section}>
            <h2 className={styles.group}>{group.title}</h2>
            <ul className={styles.list}>
              {group.places.map(({ to, label, icon }) => (
                <li key={to}>
                  <Link
                    to={to}
                    className={styles.place}
                    activeOptions={{ includeSearch: false }}
                    {...(onGo && { onClick: onGo })}
                  >
                    <Icon name={icon} />
                    {label}
                  </Link>
                </li>
              ))}
            </ul>
            {index === 0 && <ListsNav onGo={onGo} />}
          </div>
        ))}
      </nav>
      <div className={styles.foot}>
        <SchemeSwitch />
        <button
          type="button"
          className={styles.place}
          onClick={() => {
            onGo?.();
            onHelp();
          }}
        >
          <Icon name="help" />
          {texts.shell.help}
          <kbd className={styles.key}>?</kbd>
        </button>
        <button type="button" className={styles.place} onClick={() => void session.signOut()}>
          <Icon name="signOut" />
          <span className={styles.who}>
            {texts.session.signOut}
            {email !== undefined && <span className={styles.email}>{email}</span>}
          </span>
        </button>
      </div>
    </Frame>
  );
}
