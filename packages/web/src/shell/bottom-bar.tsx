import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { shellTexts } from '../texts/shell-texts.ts';
import styles from './bottom-bar.module.css';
import { Icon } from './icons.tsx';
import { allPlaces } from './navigation.ts';

const FIRST: ReadonlySet<string> = new Set(['/today', '/tasks', '/board', '/notes']);

/** The first places, within reach of the thumb, on narrow screens. */
export function BottomBar(): ReactNode {
  return (
    <nav className={styles.bar} aria-label={shellTexts.quickPlaces}>
      {allPlaces
        .filter(({ to }) => FIRST.has(to))
        .map(({ to, label, icon }) => (
          <Link key={to} to={to} className={styles.place} activeOptions={{ includeSearch: false }}>
            <Icon name={icon} size={20} />
            {label}
          </Link>
        ))}
    </nav>
  );
}
