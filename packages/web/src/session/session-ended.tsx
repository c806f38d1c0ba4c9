import { Button } from '@mantine/core';
import { type ReactNode, useSyncExternalStore } from 'react';
import { Dialog } from '../shell/dialog.tsx';
import { sessionTexts } from '../texts/session-texts.ts';
import { useSession } from './session.ts';

/** Says that the session has ended, over the page; what was typed and not sent is still there after signing in. */
export function SessionEnded(): ReactNode {
  const session = useSession();
  const ended = useSyncExternalStore(session.onEnd, session.ended);
  if (!ended) return null;
  return (
    <Dialog title={sessionTexts.endedTitle}>
      <p>{sessionTexts.endedText}</p>
      <Button fullWidth onClick={() => void session.signIn()}>
        {sessionTexts.signInAgain}
      </Button>
    </Dialog>
  );
}
