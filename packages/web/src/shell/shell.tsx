import { ActionIcon } from '@mantine/core';
import { Outlet, useNavigate } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { SessionEnded } from '../session/session-ended.tsx';
import { texts } from '../texts.ts';
import { BottomBar } from './bottom-bar.tsx';
import { ConnectionBanner } from './connection-banner.tsx';
import { Dialog } from './dialog.tsx';
import { Icon } from './icons.tsx';
import { allPlaces } from './navigation.ts';
import styles from './shell.module.css';
import { useShortcuts } from './shortcuts.ts';
import { SideBar } from './side-bar.tsx';
import { ToastRegion } from './toast-region.tsx';
import { runLastAction } from './toasts.ts';

const HelpSheet = lazy(async () => ({ default: (await import('./help-sheet.tsx')).HelpSheet }));

/** Side bar, page, and what may lie over them. */
export function Shell(): ReactNode {
  const navigate = useNavigate();
  const [help, setHelp] = useState(false);
  const [menu, setMenu] = useState(false);
  useShortcuts({
    '?': () => setHelp(true),
    z: () => void runLastAction(),
    ...Object.fromEntries(allPlaces.map(({ key, to }) => [`g ${key}`, () => void navigate({ to })])),
  });
  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#main">
        {texts.shell.skip}
      </a>
      <SideBar className={styles.sideBar} onHelp={() => setHelp(true)} />
      <div className={styles.column}>
        <ConnectionBanner />
        <header className={styles.topBar}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={texts.shell.menu}
            onClick={() => setMenu(true)}
          >
            <Icon name="menu" size={20} />
          </ActionIcon>
          <span className={styles.topName}>{texts.app.name}</span>
        </header>
        <main id="main" tabIndex={-1} className={styles.main}>
          <Outlet />
        </main>
      </div>
      <BottomBar />
      <ToastRegion />
      <SessionEnded />
      {menu && (
        <Dialog title={texts.app.name} onClose={() => setMenu(false)}>
          <SideBar inDialog onHelp={() => setHelp(true)} onGo={() => setMenu(false)} />
        </Dialog>
      )}
      {help && (
        <Suspense>
          <HelpSheet onClose={() => setHelp(false)} />
        </Suspense>
      )}
    </div>
  );
}
