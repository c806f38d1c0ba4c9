import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useSession } from '../session/session.ts';
import { showToast } from '../shell/toasts.ts';
import { profileTexts } from '../texts/profile-texts.ts';
import { accountFailure } from './account-failure.ts';
import styles from './profile.module.css';
import { ACCOUNT_KEY, useCognitoAccount } from './use-account.ts';

const texts = profileTexts.account;

/** The address that one signs in with. A new one counts once the code that was mailed there comes back. */
export function EmailForm({ email: stored }: { readonly email: string }): ReactNode {
  const account = useCognitoAccount();
  const session = useSession();
  const queryClient = useQueryClient();
  const [email, setEmail] = useState(stored);
  const [code, setCode] = useState('');
  const [sentTo, setSentTo] = useState<string>();
  const change = useMutation({
    mutationFn: () => account.changeEmail(email.trim()),
    onSuccess: () => setSentTo(email.trim()),
  });
  const confirm = useMutation({
    mutationFn: () => account.confirmEmail(code.trim()),
    onSuccess: async () => {
      setSentTo(undefined);
      setCode('');
      showToast({ tone: 'plain', message: texts.saved });
      await queryClient.invalidateQueries({ queryKey: ACCOUNT_KEY });
      await session.renewedToken();
    },
  });
  const error = confirm.error ?? change.error;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (sentTo === undefined) change.mutate();
    else confirm.mutate();
  };
  return (
    <form className={styles.line} onSubmit={submit}>
      <label className={styles.field}>
        {texts.email}
        <input
          type="email"
          className={styles.input}
          value={email}
          required
          maxLength={254}
          readOnly={sentTo !== undefined}
          autoComplete="email"
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
      </label>
      {sentTo === undefined ? (
        <Button
          type="submit"
          variant="default"
          className={styles.button ?? ''}
          disabled={email.trim() === stored}
          loading={change.isPending}
        >
          {texts.change}
        </Button>
      ) : (
        <>
          <p className={styles.text}>{texts.codeSent(sentTo)}</p>
          <label className={styles.field}>
            {texts.code}
            <input
              className={`${styles.input} ${styles.code}`}
              value={code}
              required
              inputMode="numeric"
              maxLength={6}
              autoComplete="one-time-code"
              onChange={(event) => setCode(event.currentTarget.value)}
            />
          </label>
          <Button type="submit" className={styles.button ?? ''} loading={confirm.isPending}>
            {texts.confirm}
          </Button>
        </>
      )}
      {error !== null && (
        <p className={styles.failure} role="alert">
          {accountFailure(error)}
        </p>
      )}
    </form>
  );
}
