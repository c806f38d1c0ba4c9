import type { ReactNode } from 'react';
import styles from './avatar.module.css';

const HUES = 6;

/** Somebody as a circle with a letter. It says nothing that the name beside it does not. */
export function Avatar({ id, name }: { readonly id: string; readonly name: string }): ReactNode {
  return (
    <span className={styles.avatar} data-hue={hueOf(id)} aria-hidden="true">
      {[...name][0]?.toUpperCase()}
    </span>
  );
}

/** The same person has the same colour everywhere. */
function hueOf(id: string): number {
  let sum = 0;
  for (const character of id) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973;
  return sum % HUES;
}
