import { type MantineColorScheme, useMantineColorScheme } from '@mantine/core';
import type { ReactNode } from 'react';
import { shellTexts } from '../texts/shell-texts.ts';
import { Icon, type IconName } from './icons.tsx';
import styles from './scheme-switch.module.css';

const SCHEMES: readonly (readonly [scheme: MantineColorScheme, icon: IconName])[] = [
  ['auto', 'screen'],
  ['light', 'sun'],
  ['dark', 'moon'],
];

/** Light, dark, or as the system has it. */
export function SchemeSwitch(): ReactNode {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <fieldset className={styles.switch}>
      <legend className="visually-hidden">{shellTexts.scheme}</legend>
      {SCHEMES.map(([scheme, icon]) => (
        <button
          key={scheme}
          type="button"
          className={styles.choice}
          aria-pressed={colorScheme === scheme}
          aria-label={shellTexts.schemes[scheme]}
          title={shellTexts.schemes[scheme]}
          onClick={() => setColorScheme(scheme)}
        >
          <Icon name={icon} size={16} />
        </button>
      ))}
    </fieldset>
  );
}
