import { type MantineColorScheme, useMantineColorScheme } from '@mantine/core';
import type { ReactNode } from 'react';
import { texts } from '../texts.ts';
import styles from './scheme-switch.module.css';

const SCHEMES: readonly MantineColorScheme[] = ['auto', 'light', 'dark'];

/** Light, dark, or as the system has it. */
export function SchemeSwitch(): ReactNode {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <fieldset className={styles.switch}>
      <legend className="visually-hidden">{texts.shell.scheme}</legend>
      {SCHEMES.map((scheme) => (
        <button
          key={scheme}
          type="button"
          className={styles.choice}
          aria-pressed={colorScheme === scheme}
          onClick={() => setColorScheme(scheme)}
        >
          {texts.shell.schemes[scheme]}
        </button>
      ))}
    </fieldset>
  );
}
