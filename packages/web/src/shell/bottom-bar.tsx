import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { texts } from '../texts.ts';
import styles from './bottom-bar.module.css';
import { Icon } from './icons.tsx';
import { allPlaces } from './navigation.ts';

/** The first places, within reach of the thumb, on narrow screens. */
export function BottomBar(): ReactNode {
  return (
    <nav className={styles.bar} aria-label={texts.shell.quickPlaces}>
      {allPlaces.slice(0, 4).map(({ to, label, icon }) => (
        <Link key={to} to={to} className={styles.place} activeOptions={{ includeSearch: false }}>
          <Icon name={icon} size={20} />
          {label}
        </Link>
      ))}
    </nav>
  );
}
