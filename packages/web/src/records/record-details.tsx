import { ActionIcon } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useApi } from '../api/api-client.ts';
import { useDeletions } from '../deletions/deletions.ts';
import { ErrorNotice } from '../shell/error-notice.tsx';
import { Icon } from '../shell/icons.tsx';
import { Moment } from '../shell/moment.tsx';
import { SkeletonList } from '../shell/skeleton-list.tsx';
import { actionTexts } from '../texts/action-texts.ts';
import { deletionTexts } from '../texts/deletion-texts.ts';
import { recordTexts } from '../texts/record-texts.ts';
import { JsonView } from './json-view.tsx';
import styles from './record-details.module.css';

/** One record with its data. */
export function RecordDetails({
  id,
  onClose,
  onTakenBack,
}: {
  readonly id: string;
  readonly onClose: () => void;
  /** Called when its deletion was taken back. */
  readonly onTakenBack: () => void;
}): ReactNode {
  const api = useApi();
  const deletions = useDeletions();
  const { data, error, refetch } = useQuery({
    queryKey: ['record', id],
    queryFn: async ({ signal }) => (await api.getRecord({ path: { recordId: id } }, { signal })).body,
  });
  const remove = (): void => {
    deletions.start(
      { id, operation: 'deleteRecord', path: { recordId: id }, holders: [['records']] },
      { what: deletionTexts.record, onTakenBack },
    );
    onClose();
  };
  if (error !== null && data === undefined) return <ErrorNotice error={error} retry={() => void refetch()} />;
  if (data === undefined) return <SkeletonList />;
  return (
    <article className={styles.record} aria-label={recordTexts.one}>
      <header className={styles.header}>
        <div>
          <code>{id}</code>
          <p>
            <Moment at={data.createdAt} /> · {recordTexts.size(data.size)}
          </p>
        </div>
        <ActionIcon variant="subtle" color="gray" aria-label={recordTexts.delete} onClick={remove}>
          <Icon name="trash" />
        </ActionIcon>
        <ActionIcon variant="subtle" color="gray" aria-label={actionTexts.close} onClick={onClose}>
          <Icon name="close" />
        </ActionIcon>
      </header>
      <JsonView value={data.data} />
    </article>
  );
}
