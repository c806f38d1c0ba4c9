import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { CopyField } from '../shell/copy-field.tsx';
import { showToast } from '../shell/toasts.ts';
import { actionTexts } from '../texts/action-texts.ts';
import { appTexts } from '../texts/app-texts.ts';
import { profileTexts } from '../texts/profile-texts.ts';
import { accountFailure } from './account-failure.ts';
import styles from './profile.module.css';
import { QrCode } from './qr-code.tsx';
import { ACCOUNT_KEY, useCognitoAccount } from './use-account.ts';

const texts = profileTexts.authenticator;

export interface AuthenticatorSetUpProps {
  readonly secret: string;
  readonly email: string;
  readonly onDone: () => void;
}

/** Gives the key to the app, as a picture and as text, and takes the app's first code. */
export function AuthenticatorSetUp({ secret, email, onDone }: AuthenticatorSetUpProps): ReactNode {
  const account = useCognitoAccount();
  const queryClient = useQueryClient();
  const [code, setCode] = useState('');
  const finish = useMutation({
    mutationFn: () => account.finishAuthenticator(code.trim()),
    onSuccess: async () => {
      onDone();
      showToast({ tone: 'plain', message: texts.turnedOn });
      await queryClient.invalidateQueries({ queryKey: ACCOUNT_KEY });
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    finish.mutate();
  };
  return (
    <form className={styles.setUp} onSubmit={submit}>
      <QrCode text={keyAddress(secret, email)} label={texts.picture} />
      <div>
        <p>{texts.scan}</p>
        <CopyField label={texts.key} value={secret} />
        <label className={styles.field}>
          {texts.code}
          <input
            className={`${styles.input} ${styles.code}`}
            value={code}
            required
            pattern="[0-9]{6}"
            inputMode="numeric"
            maxLength={6}
            autoComplete="one-time-code"
            onChange={(event) => setCode(event.currentTarget.value)}
          />
        </label>
        {finish.error !== null && (
          <p className={styles.failure} role="alert">
            {accountFailure(finish.error)}
          </p>
        )}
        <div className={styles.line}>
          <Button type="submit" loading={finish.isPending}>
            {texts.verify}
          </Button>
          <Button variant="default" onClick={onDone}>
            {actionTexts.cancel}
          </Button>
        </div>
      </div>
    </form>
  );
}

/** The key as authenticator apps read it: the Key Uri Format of Google Authenticator. */
function keyAddress(secret: string, email: string): string {
  const query = new URLSearchParams({ secret, issuer: appTexts.name });
  return `otpauth://totp/${appTexts.name}:${encodeURIComponent(email)}?${query}`;
}
