import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useRef } from 'react';
import { showToast } from '../shell/toasts.ts';
import { profileTexts } from '../texts/profile-texts.ts';
import { accountFailure } from './account-failure.ts';
import styles from './profile.module.css';
import { useCognitoAccount } from './use-account.ts';

const texts = profileTexts.password;

/** A new password, which needs the present one. Neither is kept anywhere here. */
export function PasswordForm({ email }: { readonly email: string }): ReactNode {
  const account = useCognitoAccount();
  const form = useRef<HTMLFormElement>(null);
  const save = useMutation({
    mutationFn: ({ current, next }: { current: string; next: string }) =>
      account.changePassword(current, next),
    gcTime: 0,
    onSuccess: () => {
      form.current?.reset();
      showToast({ tone: 'plain', message: texts.saved });
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    save.mutate({ current: String(fields.get('current')), next: String(fields.get('next')) });
  };
  return (
    <form ref={form} className={styles.form} onSubmit={submit}>
      {/* For password managers. */}
      <input type="hidden" name="username" autoComplete="username" value={email} />
      <div className={styles.line}>
        <label className={styles.field}>
          {texts.current}
          <input
            type="password"
            name="current"
            className={styles.input}
            required
            maxLength={256}
            autoComplete="current-password"
          />
        </label>
        <label className={styles.field}>
          {texts.next}
          <input
            type="password"
            name="next"
            className={styles.input}
            required
            minLength={12}
            maxLength={256}
            autoComplete="new-password"
          />
        </label>
      </div>
      {save.error !== null && (
        <p className={styles.failure} role="alert">
          {accountFailure(save.error)}
        </p>
      )}
      <Button type="submit" variant="default" className={styles.button ?? ''} loading={save.isPending}>
        {texts.save}
      </Button>
    </form>
  );
}
