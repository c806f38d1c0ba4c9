import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import markUrl from '../icon.svg';
import styles from '../shell/full-page.module.css';
import { appTexts } from '../texts/app-texts.ts';
import { sessionTexts } from '../texts/session-texts.ts';
import { useSession } from './session.ts';

/** What somebody sees who is not signed in. */
export function SignInPage({ error }: { readonly error?: Error }): ReactNode {
  const session = useSession();
  const [leaving, setLeaving] = useState<'in' | 'up'>();
  const [failure, setFailure] = useState<unknown>(error);
  const leave = (way: 'in' | 'up'): void => {
    setLeaving(way);
    (way === 'in' ? session.signIn() : session.signUp()).catch((cause: unknown) => {
      setLeaving(undefined);
      setFailure(cause);
    });
  };
  return (
    <main className={styles.page}>
      <img className={styles.mark} src={markUrl} alt="" />
      <h1 className={styles.title}>{appTexts.name}</h1>
      <p className={styles.lead}>{appTexts.lead}</p>
      {failure !== undefined && (
        <p className={styles.alert} role="alert">
          {sessionTexts.signInFailed}
        </p>
      )}
      <div className={styles.actions}>
        <Button size="md" loading={leaving === 'in'} onClick={() => leave('in')}>
          {sessionTexts.signIn}
        </Button>
        <Button size="md" variant="default" loading={leaving === 'up'} onClick={() => leave('up')}>
          {sessionTexts.signUp}
        </Button>
      </div>
    </main>
  );
}
