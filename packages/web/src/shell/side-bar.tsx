import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useAuth } from 'react-oidc-context';
import markUrl from '../icon.svg';
import { useSession } from '../session/session.ts';
import { Avatar } from '../tasks/lists/avatar.tsx';
import { ListsNav } from '../tasks/lists/lists-nav.tsx';
import { appTexts } from '../texts/app-texts.ts';
import { placeTexts } from '../texts/place-texts.ts';
import { sessionTexts } from '../texts/session-texts.ts';
import { shellTexts } from '../texts/shell-texts.ts';
import { Icon } from './icons.tsx';
import { isApple } from './keyboard.ts';
import { places } from './navigation.ts';
import { paletteOpen } from './palette-state.ts';
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
  const person = useAuth().user?.profile;
  // A landmark of the page; in a dialog there are no others to find the way between.
  const Frame = inDialog ? 'div' : 'header';
  return (
    <Frame className={`${inDialog ? styles.inDialog : styles.bar} ${className}`}>
      {!inDialog && (
        <div className={styles.brand}>
          <img src={markUrl} alt="" width={26} height={26} />
          {appTexts.name}
        </div>
      )}
      <button
        type="button"
        className={styles.search}
        onClick={() => {
          onGo?.();
          paletteOpen.set(true);
        }}
      >
        <Icon name="search" size={16} />
        {shellTexts.palette}
        <kbd className={styles.key}>{isApple() ? '⌘K' : 'Ctrl K'}</kbd>
      </button>
      <nav aria-label={inDialog ? shellTexts.menuPlaces : shellTexts.places} className={styles.places}>
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
        <Link to="/profile" className={styles.place} {...(onGo && { onClick: onGo })}>
          <Avatar id={person?.sub ?? ''} name={person?.name ?? person?.email ?? ''} />
          <span className={styles.who}>
            {placeTexts.profile}
            <span className={styles.email}>{person?.name ?? person?.email}</span>
          </span>
        </Link>
        <div className={styles.tools}>
          <SchemeSwitch />
          <button
            type="button"
            className={styles.tool}
            aria-label={shellTexts.help}
            title={`${shellTexts.help} (?)`}
            onClick={() => {
              onGo?.();
              onHelp();
            }}
          >
            <Icon name="help" />
          </button>
          <button
            type="button"
            className={styles.tool}
            aria-label={sessionTexts.signOut}
            title={sessionTexts.signOut}
            onClick={() => void session.signOut()}
          >
            <Icon name="signOut" />
          </button>
        </div>
      </div>
    </Frame>
  );
}
