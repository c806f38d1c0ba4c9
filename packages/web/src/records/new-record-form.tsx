import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useEffect, useRef } from 'react';
import { useApi } from '../api/api-client.ts';
import { useDraft } from '../session/draft.ts';
import { showFailure } from '../shell/show-failure.ts';
import { actionTexts } from '../texts/action-texts.ts';
import { recordTexts } from '../texts/record-texts.ts';
import { jsonFault, roundedNumbers } from './json-fault.ts';
import styles from './new-record-form.module.css';

export interface NewRecordFormProps {
  readonly onClose: () => void;
  readonly onSaved: (id: string) => void;
}

/** JSON to be saved, checked as it is typed. */
export function NewRecordForm({ onClose, onSaved }: NewRecordFormProps): ReactNode {
  const api = useApi();
  const queryClient = useQueryClient();
  const [text, setText] = useDraft('record');
  const input = useRef<HTMLTextAreaElement>(null);
  useEffect(() => input.current?.focus(), []);
  const fault = text.trim() === '' ? undefined : jsonFault(text);
  const rounded = text.trim() === '' || fault !== undefined ? [] : roundedNumbers(text);
  const save = useMutation({
    mutationFn: (data: unknown) =>
      api.createRecord({ body: { data } }, { idempotencyKey: crypto.randomUUID() }),
    onSuccess: ({ body }) => {
      setText('');
      onSaved(body.id);
    },
    onError: showFailure,
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['records'] }),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (text.trim() !== '' && fault === undefined) save.mutate(JSON.parse(text));
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <textarea
        ref={input}
        className={styles.input}
        aria-label={recordTexts.json}
        aria-invalid={fault !== undefined}
        aria-describedby="record-fault"
        spellCheck={false}
        rows={8}
        placeholder={'{ "temperature": 21.5, "unit": "C" }'}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onClose();
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit(event);
        }}
      />
      <p id="record-fault" className={styles.fault} role="status">
        {fault ?? (rounded.length > 0 ? recordTexts.rounded(rounded) : '')}
      </p>
      <div className={styles.buttons}>
        <Button variant="default" onClick={onClose}>
          {actionTexts.cancel}
        </Button>
        <Button type="submit" disabled={text.trim() === '' || fault !== undefined} loading={save.isPending}>
          {recordTexts.save}
        </Button>
      </div>
    </form>
  );
}
