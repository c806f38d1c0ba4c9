import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useSession } from '../session/session.ts';
import { showToast } from '../shell/toasts.ts';
import { actionTexts } from '../texts/action-texts.ts';
import { profileTexts } from '../texts/profile-texts.ts';
import { accountFailure } from './account-failure.ts';
import styles from './profile.module.css';
import { ACCOUNT_KEY, useCognitoAccount } from './use-account.ts';

export function NameForm({ name: stored }: { readonly name: string }): ReactNode {
  const account = useCognitoAccount();
  const session = useSession();
  const queryClient = useQueryClient();
  const [name, setName] = useState(stored);
  const save = useMutation({
    mutationFn: () => account.rename(name.trim()),
    onSuccess: async () => {
      showToast({ tone: 'plain', message: profileTexts.account.saved });
      await queryClient.invalidateQueries({ queryKey: ACCOUNT_KEY });
      // The side bar reads the ID token.
      await session.renewedToken();
    },
  });
  return (
    <form
      className={styles.line}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <label className={styles.field}>
        {profileTexts.account.name}
        <input
          className={styles.input}
          value={name}
          maxLength={128}
          placeholder={profileTexts.account.namePlaceholder}
          autoComplete="name"
          onChange={(event) => setName(event.currentTarget.value)}
        />
      </label>
      <Button
        type="submit"
        variant="default"
        className={styles.button ?? ''}
        disabled={name.trim() === stored}
        loading={save.isPending}
      >
        {actionTexts.save}
      </Button>
      {save.error !== null && (
        <p className={styles.failure} role="alert">
          {accountFailure(save.error)}
        </p>
      )}
    </form>
  );
}
