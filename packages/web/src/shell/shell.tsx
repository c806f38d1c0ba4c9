import { ActionIcon } from '@mantine/core';
import { Outlet, useNavigate } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { SessionEnded } from '../session/session-ended.tsx';
import { NameListDialog } from '../tasks/lists/name-list-dialog.tsx';
import { appTexts } from '../texts/app-texts.ts';
import { shellTexts } from '../texts/shell-texts.ts';
import { BottomBar } from './bottom-bar.tsx';
import { ConnectionBanner } from './connection-banner.tsx';
import { Dialog } from './dialog.tsx';
import { Icon } from './icons.tsx';
import { allPlaces } from './navigation.ts';
import { paletteOpen } from './palette-state.ts';
import styles from './shell.module.css';
import { useShortcuts } from './shortcuts.ts';
import { SideBar } from './side-bar.tsx';
import { useStore } from './store.ts';
import { ToastRegion } from './toast-region.tsx';
import { runLastAction } from './toasts.ts';
import { loadPalette, usePaletteKey } from './use-palette-key.ts';

const HelpSheet = lazy(async () => ({ default: (await import('./help-sheet.tsx')).HelpSheet }));

const CommandPalette = lazy(async () => ({
  default: (await loadPalette()).CommandPalette,
}));

/** Side bar, page, and what may lie over them. */
export function Shell(): ReactNode {
  const navigate = useNavigate();
  const [help, setHelp] = useState(false);
  const [menu, setMenu] = useState(false);
  useShortcuts({
    '?': () => setHelp(true),
    z: () => void runLastAction(),
    'g p': () => void navigate({ to: '/profile' }),
    ...Object.fromEntries(allPlaces.map(({ key, to }) => [`g ${key}`, () => void navigate({ to })])),
  });
  const palette = useStore(paletteOpen);
  const [naming, setNaming] = useState(false);
  usePaletteKey();
  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#main">
        {shellTexts.skip}
      </a>
      <SideBar className={styles.sideBar} onHelp={() => setHelp(true)} />
      <div className={styles.column}>
        <ConnectionBanner />
        <header className={styles.topBar}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={shellTexts.menu}
            onClick={() => setMenu(true)}
          >
            <Icon name="menu" size={20} />
          </ActionIcon>
          <span className={styles.topName}>{appTexts.name}</span>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={shellTexts.palette}
            onClick={() => paletteOpen.set(true)}
          >
            <Icon name="search" size={20} />
          </ActionIcon>
        </header>
        <main id="main" tabIndex={-1} className={styles.main}>
          <Outlet />
        </main>
      </div>
      <BottomBar />
      <ToastRegion />
      <SessionEnded />
      {menu && (
        <Dialog title={appTexts.name} onClose={() => setMenu(false)}>
          <SideBar inDialog onHelp={() => setHelp(true)} onGo={() => setMenu(false)} />
        </Dialog>
      )}
      {palette && (
        <Suspense>
          <CommandPalette
            onClose={() => paletteOpen.set(false)}
            help={() => setHelp(true)}
            newList={() => setNaming(true)}
          />
        </Suspense>
      )}
      {naming && <NameListDialog onClose={() => setNaming(false)} />}
      {help && (
        <Suspense>
          <HelpSheet onClose={() => setHelp(false)} />
        </Suspense>
      )}
    </div>
  );
}
