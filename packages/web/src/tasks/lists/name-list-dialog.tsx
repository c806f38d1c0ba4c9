import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import type { TaskList } from '@taskyard/client';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useApi } from '../../api/api-client.ts';
import { Dialog } from '../../shell/dialog.tsx';
import { showFailure } from '../../shell/show-failure.ts';
import { actionTexts } from '../../texts/action-texts.ts';
import { listTexts } from '../../texts/list-texts.ts';
import { TASK_LISTS_KEY } from './list-queries.ts';
import styles from './name-list-dialog.module.css';

export interface NameListDialogProps {
  /** The list to rename; without it a new one is made. */
  readonly list?: TaskList;
  readonly onClose: () => void;
}

/** Names a new list, or an old one anew. */
export function NameListDialog({ list, onClose }: NameListDialogProps): ReactNode {
  const api = useApi();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [name, setName] = useState(list?.name ?? '');
  const save = useMutation({
    mutationFn: async () => {
      const body = { name: name.trim() };
      if (list !== undefined) await api.patchList({ path: { listId: list.id }, body });
      else {
        const made = await api.createList({ body }, { idempotencyKey: crypto.randomUUID() });
        await navigate({ to: '/lists/$listId', params: { listId: made.body.id } });
      }
    },
    onSuccess: onClose,
    onError: showFailure,
    onSettled: () => queryClient.invalidateQueries({ queryKey: TASK_LISTS_KEY }),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (name.trim() !== '') save.mutate();
  };
  return (
    <Dialog title={list === undefined ? listTexts.create : listTexts.rename} onClose={onClose}>
      <form className={styles.form} onSubmit={submit}>
        <label className={styles.field}>
          {listTexts.name}
          <input
            className={styles.input}
            value={name}
            maxLength={128}
            autoComplete="off"
            onChange={(event) => setName(event.currentTarget.value)}
          />
        </label>
        <Button type="submit" disabled={name.trim() === ''} loading={save.isPending}>
          {actionTexts.save}
        </Button>
      </form>
      {list === undefined && (
        <Link to="/join" onClick={onClose}>
          {listTexts.join}
        </Link>
      )}
    </Dialog>
  );
}
