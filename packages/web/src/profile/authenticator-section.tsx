import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { ConfirmDialog } from '../shell/confirm-dialog.tsx';
import { showToast } from '../shell/toasts.ts';
import { profileTexts } from '../texts/profile-texts.ts';
import { accountFailure } from './account-failure.ts';
import styles from './profile.module.css';
import { ProfileSection } from './profile-section.tsx';
import { ACCOUNT_KEY, useCognitoAccount } from './use-account.ts';

const texts = profileTexts.authenticator;

const AuthenticatorSetUp = lazy(async () => ({
  default: (await import('./authenticator-set-up.tsx')).AuthenticatorSetUp,
}));

export interface AuthenticatorSectionProps {
  readonly email: string;
  readonly on: boolean;
}

/** The code of an authenticator app beside the password (TOTP, RFC 6238). */
export function AuthenticatorSection({ email, on }: AuthenticatorSectionProps): ReactNode {
  const account = useCognitoAccount();
  const queryClient = useQueryClient();
  const [asking, setAsking] = useState(false);
  const begin = useMutation({ mutationFn: () => account.beginAuthenticator(), gcTime: 0 });
  const remove = useMutation({
    mutationFn: () => account.removeAuthenticator(),
    onSuccess: async () => {
      showToast({ tone: 'plain', message: texts.turnedOff });
      await queryClient.invalidateQueries({ queryKey: ACCOUNT_KEY });
    },
  });
  const error = begin.error ?? remove.error;
  return (
    <ProfileSection
      title={texts.title}
      text={on ? texts.on : texts.off}
      state={
        <span className={styles.state} data-on={on || undefined}>
          {on ? texts.stateOn : texts.stateOff}
        </span>
      }
    >
      {on ? (
        <Button
          variant="default"
          className={styles.button ?? ''}
          loading={remove.isPending}
          onClick={() => setAsking(true)}
        >
          {texts.turnOff}
        </Button>
      ) : begin.data !== undefined ? (
        <Suspense>
          <AuthenticatorSetUp secret={begin.data} email={email} onDone={begin.reset} />
        </Suspense>
      ) : (
        <Button
          variant="default"
          className={styles.button ?? ''}
          loading={begin.isPending}
          onClick={() => begin.mutate()}
        >
          {texts.setUp}
        </Button>
      )}
      {error !== null && (
        <p className={styles.failure} role="alert">
          {accountFailure(error)}
        </p>
      )}
      {asking && (
        <ConfirmDialog
          title={texts.turnOffTitle}
          text={texts.turnOffText}
          confirm={texts.turnOff}
          onConfirm={() => remove.mutate()}
          onClose={() => setAsking(false)}
        />
      )}
    </ProfileSection>
  );
}
