import { Button } from '@mantine/core';
import { type ReactNode, useSyncExternalStore } from 'react';
import { Dialog } from '../shell/dialog.tsx';
import { texts } from '../texts.ts';
import { useSession } from './session.ts';

/** Says that the session has ended, over the page; what was typed and not sent is still there after signing in. */
export function SessionEnded(): ReactNode {
  const session = useSession();
  const ended = useSyncExternalStore(session.onEnd, session.ended);
  if (!ended) return null;
  return (
    <Dialog title={texts.session.endedTitle}>
      <p>{texts.session.endedText}</p>
      <Button fullWidth onClick={() => void session.signIn()}>
        {texts.session.signInAgain}
      </Button>
    </Dialog>
  );
}
