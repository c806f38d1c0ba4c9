import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useSession } from '../session/session.ts';
import { ConfirmDialog } from '../shell/confirm-dialog.tsx';
import { profileTexts } from '../texts/profile-texts.ts';
import { accountFailure } from './account-failure.ts';
import styles from './profile.module.css';
import { ProfileSection } from './profile-section.tsx';
import { useCognitoAccount } from './use-account.ts';

const texts = profileTexts.sessions;

export function SessionsSection(): ReactNode {
  const account = useCognitoAccount();
  const session = useSession();
  const [asking, setAsking] = useState(false);
  const leave = useMutation({
    mutationFn: async () => {
      await account.signOutEverywhere();
      await session.signOut();
    },
  });
  return (
    <ProfileSection title={texts.title} text={texts.text}>
      <Button
        variant="default"
        className={styles.button ?? ''}
        loading={leave.isPending}
        onClick={() => setAsking(true)}
      >
        {texts.everywhere}
      </Button>
      {leave.error !== null && (
        <p className={styles.failure} role="alert">
          {accountFailure(leave.error)}
        </p>
      )}
      {asking && (
        <ConfirmDialog
          title={texts.confirmTitle}
          text={texts.text}
          confirm={texts.everywhere}
          onConfirm={() => leave.mutate()}
          onClose={() => setAsking(false)}
        />
      )}
    </ProfileSection>
  );
}
