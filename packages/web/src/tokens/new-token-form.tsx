import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { NewlyMadeToken, TokenScope } from '@taskyard/client';
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { useApi } from '../api/api-client.ts';
import { showFailure } from '../shell/show-failure.ts';
import { actionTexts } from '../texts/action-texts.ts';
import { placeTexts } from '../texts/place-texts.ts';
import { tokenTexts } from '../texts/token-texts.ts';
import styles from './new-token-form.module.css';

export interface NewTokenFormProps {
  readonly onClose: () => void;
  readonly onMade: (token: NewlyMadeToken) => void;
}

const MODULES = ['tasks', 'notes', 'items', 'records', 'networks'] as const;
const DAYS: readonly number[] = [7, 30, 90, 365];
const DEFAULT_DAYS = 90;

/** What a new token is called, what it may do, and how long. */
export function NewTokenForm({ onClose, onMade }: NewTokenFormProps): ReactNode {
  const api = useApi();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<ReadonlySet<TokenScope>>(new Set<TokenScope>(['tasks/read']));
  const [days, setDays] = useState(DEFAULT_DAYS);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  const make = useMutation({
    mutationFn: () =>
      api.createToken({ body: { name: name.trim(), scopes: [...scopes], expiresInDays: days } }),
    onSuccess: ({ body }) => onMade(body),
    onError: showFailure,
  });
  const toggle = (scope: TokenScope): void => {
    const next = new Set(scopes);
    if (!next.delete(scope)) next.add(scope);
    setScopes(next);
  };
  const ready = name.trim() !== '' && scopes.size > 0;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (ready) make.mutate();
  };
  return (
    <form className={styles.form} onSubmit={submit} aria-label={tokenTexts.create}>
      <label className={styles.field}>
        {tokenTexts.name}
        <input
          ref={input}
          className={styles.input}
          value={name}
          maxLength={64}
          placeholder={tokenTexts.namePlaceholder}
          autoComplete="off"
          onChange={(event) => setName(event.currentTarget.value)}
        />
      </label>
      <fieldset className={styles.scopes}>
        <legend>{tokenTexts.scopes}</legend>
        {MODULES.map((module) => (
          <div key={module} className={styles.module}>
            <span>{placeTexts[module]}</span>
            {(['read', 'write'] as const).map((right) => (
              <label key={right}>
                <input
                  type="checkbox"
                  aria-label={`${placeTexts[module]}: ${tokenTexts.rights[right]}`}
                  checked={scopes.has(`${module}/${right}`)}
                  onChange={() => toggle(`${module}/${right}`)}
                />{' '}
                {tokenTexts.rights[right]}
              </label>
            ))}
          </div>
        ))}
      </fieldset>
      <label className={styles.field}>
        {tokenTexts.lifetime}
        <select
          className={styles.input}
          value={days}
          onChange={(event) => setDays(Number(event.currentTarget.value))}
        >
          {DAYS.map((count) => (
            <option key={count} value={count}>
              {tokenTexts.days(count)}
            </option>
          ))}
        </select>
      </label>
      <div className={styles.buttons}>
        <Button variant="default" onClick={onClose}>
          {actionTexts.cancel}
        </Button>
        <Button type="submit" disabled={!ready} loading={make.isPending}>
          {tokenTexts.make}
        </Button>
      </div>
    </form>
  );
}
