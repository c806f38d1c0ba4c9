import { ActionIcon } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useApi } from '../api/api-client.ts';
import { ConfirmDialog } from '../shell/confirm-dialog.tsx';
import { ErrorNotice } from '../shell/error-notice.tsx';
import { Icon } from '../shell/icons.tsx';
import { Moment } from '../shell/moment.tsx';
import { showFailure } from '../shell/show-failure.ts';
import { SkeletonList } from '../shell/skeleton-list.tsx';
import { texts } from '../texts.ts';
import { JsonView } from './json-view.tsx';
import styles from './record-details.module.css';

/** One record with its data. */
export function RecordDetails({
  id,
  onClose,
}: {
  readonly id: string;
  readonly onClose: () => void;
}): ReactNode {
  const api = useApi();
  const queryClient = useQueryClient();
  const [deleting, setDeleting] = useState(false);
  const { data, error, refetch } = useQuery({
    queryKey: ['record', id],
    queryFn: async ({ signal }) => (await api.getRecord({ path: { recordId: id } }, { signal })).body,
  });
  const remove = useMutation({
    mutationFn: () => api.deleteRecord({ path: { recordId: id } }),
    onSuccess: onClose,
    onError: showFailure,
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['records'] }),
  });
  if (error !== null && data === undefined) return <ErrorNotice error={error} retry={() => void refetch()} />;
  if (data === undefined) return <SkeletonList />;
  return (
    <article className={styles.record} aria-label={texts.records.one}>
      <header className={styles.header}>
        <div>
          <code>{id}</code>
          <p>
            <Moment at={data.createdAt} /> · {texts.records.size(data.size)}
          </p>
        </div>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={texts.records.delete}
          onClick={() => setDeleting(true)}
        >
          <Icon name="trash" />
        </ActionIcon>
        <ActionIcon variant="subtle" color="gray" aria-label={texts.common.close} onClick={onClose}>
          <Icon name="close" />
        </ActionIcon>
      </header>
      <JsonView value={data.data} />
      {deleting && (
        <ConfirmDialog
          title={texts.records.delete}
          text={texts.records.deleteText}
          confirm={texts.tasks.delete('')}
          onConfirm={() => remove.mutate()}
          onClose={() => setDeleting(false)}
        />
      )}
    </article>
  );
}
