import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { ErrorNotice } from '../shell/error-notice.tsx';
import { Page } from '../shell/page.tsx';
import { SkeletonList } from '../shell/skeleton-list.tsx';
import { profileTexts } from '../texts/profile-texts.ts';
import { accountFailure } from './account-failure.ts';
import { AuthenticatorSection } from './authenticator-section.tsx';
import { EmailForm } from './email-form.tsx';
import { NameForm } from './name-form.tsx';
import { PasswordForm } from './password-form.tsx';
import { ProfileSection } from './profile-section.tsx';
import { SessionsSection } from './sessions-section.tsx';
import { useAccount } from './use-account.ts';

/** One's own account: names, password, second factor, sessions. */
export function ProfilePage(): ReactNode {
  const { data, error, refetch } = useAccount();
  return (
    <Page title={profileTexts.title}>
      {data !== undefined ? (
        <>
          <ProfileSection title={profileTexts.account.title}>
            <NameForm name={data.name} />
            <EmailForm email={data.email} />
          </ProfileSection>
          <ProfileSection title={profileTexts.password.title} text={profileTexts.password.text}>
            <PasswordForm email={data.email} />
          </ProfileSection>
          <AuthenticatorSection email={data.email} on={data.secondFactor} />
          <SessionsSection />
        </>
      ) : error === null ? (
        <SkeletonList />
      ) : (
        <>
          <ErrorNotice error={error} reason={accountFailure(error)} retry={() => void refetch()} />
          <SessionsSection />
        </>
      )}
      <ProfileSection title={profileTexts.tokens.title} text={profileTexts.tokens.text}>
        <Link to="/tokens">{profileTexts.tokens.open}</Link>
      </ProfileSection>
    </Page>
  );
}
